package uk.concord.audit.trail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.identity.OdsCode;

/**
 * What records are looked for; what is absent doesn't matter.
 *
 * @param from when it happened, at the earliest
 * @param until when it happened, before this
 * @param gapsOnly only decisions that were a gap: something wasn't registered
 */
public record Criteria(
        @Nullable Whom whom,
        @Nullable OdsCode organisation,
        @Nullable String type,
        @Nullable String purpose,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID decisionId,
        boolean gapsOnly) {

    /** Everything that rests on this decision. */
    public static Criteria ofDecision(UUID decision) {
        return new Criteria(null, null, null, null, null, null, null, decision, false);
    }

    /** What happened since, and came out so; what is null doesn't matter. */
    public static Criteria since(
            Instant from, @Nullable String type, @Nullable String purpose, @Nullable String outcome, boolean gapsOnly) {
        return new Criteria(null, null, type, purpose, outcome, from, null, null, gapsOnly);
    }

    /** As the record of a search names them. */
    Map<String, Object> named() {
        Map<String, Object> named = new LinkedHashMap<>();
        put(named, "patient", whom == null ? null : whom.named());
        put(named, "organisation", organisation);
        put(named, "type", type);
        put(named, "purpose", purpose);
        put(named, "outcome", outcome);
        put(named, "from", from);
        put(named, "until", until);
        put(named, "decision_id", decisionId);
        if (gapsOnly) {
            named.put("gap", true);
        }
        return named;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
