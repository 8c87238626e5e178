package uk.concord.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;

/**
 * One line of a list of records.
 *
 * @param leafIndex its place in the ledger
 * @param recordedAt when the ledger took it, by its own clock
 * @param occurredAt when it happened, by the clock of the service that saw it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordView(
        UUID id,
        long leafIndex,
        Instant recordedAt,
        String type,
        Instant occurredAt,
        String source,
        @Nullable String requestId,
        @Nullable Patient patient,
        Actor actor,
        List<String> organisations,
        @Nullable String purpose,
        String outcome,
        @Nullable UUID decisionId,
        String summary) {

    /** About whom. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Patient(@Nullable UUID id, @Nullable String pseudonym) {}

    /** Who did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Actor(
            String client,
            String subject,
            @Nullable String organisation,
            @Nullable User user,
            String capacity) {}

    /**
     * What a partner system said of its user.
     *
     * @param asserted always true: said, not proven
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record User(@Nullable String id, @Nullable String role, boolean asserted) {}

    /** Reads a record that could be read when it was recorded. */
    public static RecordView of(StoredRecord record) {
        try {
            RecordFacts facts = RecordReader.facts(record.body());
            JsonNode tree = RecordReader.tree(record.body());
            return new RecordView(
                    facts.id(),
                    record.leafIndex(),
                    record.recordedAt(),
                    facts.type(),
                    facts.occurredAt(),
                    facts.source(),
                    facts.requestId(),
                    patient(facts.whom()),
                    actor(facts.who(), tree.path("actor").path("user")),
                    facts.organisations(),
                    facts.purpose(),
                    facts.outcome(),
                    facts.decisionId(),
                    tree.path("summary").asText());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(
                    "The record at leaf " + record.leafIndex()
                            + " could be read when it was recorded; run the verifier",
                    e);
        }
    }

    private static @Nullable Patient patient(RecordFacts.Whom whom) {
        return whom.patient() == null && whom.pseudonym() == null
                ? null
                : new Patient(whom.patient(), whom.pseudonym());
    }

    private static Actor actor(RecordFacts.Who who, JsonNode user) {
        User asserted = user.isObject()
                ? new User(
                        who.user(),
                        user.path("role").isTextual() ? user.path("role").asText() : null,
                        true)
                : null;
        return new Actor(who.client(), who.subject(), who.organisation(), asserted, who.capacity());
    }
}
