package uk.concord.audit.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an audit record's body says that it can be searched by. The same body always gives the same facts, so that a verifier
 * can compare the search columns with the body.
 *
 * @param organisations sorted, each once
 * @param grant the break-glass grant that it names; null if it names none
 * @param among the people of a cohort's part, each once: patient ids, and pseudonyms as their 128 bits; empty for other records
 */
public record RecordFacts(
        UUID id,
        String type,
        Instant occurredAt,
        String source,
        @Nullable String requestId,
        Whom whom,
        Who who,
        List<String> organisations,
        @Nullable String purpose,
        String outcome,
        @Nullable UUID decisionId,
        @Nullable UUID grant,
        List<UUID> among) {

    /** About whom: at most one of the two is there. */
    public record Whom(@Nullable UUID patient, @Nullable String pseudonym) {

        /** Whether it is about one person. */
        public boolean isNamed() {
            return patient != null || pseudonym != null;
        }
    }

    /** Who did it. */
    public record Who(
            String client,
            String subject,
            @Nullable String organisation,
            @Nullable String user,
            String capacity) {}
}
