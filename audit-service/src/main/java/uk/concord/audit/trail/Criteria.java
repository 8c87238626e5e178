package uk.concord.audit.trail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.input.PlainText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What records are looked for; what is absent doesn't matter.
 *
 * @param from when it happened, at the earliest
 * @param until when it happened, before this
 * @param gapsOnly only decisions that were a gap: something wasn't registered
 * @param further what else narrows the search
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
        boolean gapsOnly,
        Further further) {

    /** @throws ProblemException 400 if a text holds what PostgreSQL can't store, so that no record can have it */
    public Criteria {
        demandUsable("type", type);
        demandUsable("purpose", purpose);
        demandUsable("outcome", outcome);
    }

    private static void demandUsable(String name, @Nullable String text) {
        if (text != null && !PlainText.isUsable(text, "")) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "\"" + name + "\" must not hold control characters or broken ones.");
        }
    }

    /** The same without anything further. */
    public Criteria(
            @Nullable Whom whom,
            @Nullable OdsCode organisation,
            @Nullable String type,
            @Nullable String purpose,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable UUID decisionId,
            boolean gapsOnly) {
        this(whom, organisation, type, purpose, outcome, from, until, decisionId, gapsOnly, Further.NOTHING);
    }

    /**
     * What narrows a search beside one value of each kind.
     *
     * @param id the record itself
     * @param notTypes types that don't matter
     * @param outcomes any of these; empty: all
     * @param notOutcomes outcomes that don't matter
     * @param actor who acted
     */
    public record Further(
            @Nullable UUID id, List<String> notTypes, List<String> outcomes, List<String> notOutcomes, Actor actor) {

        /** Nothing else. */
        public static final Further NOTHING = new Further(null, List.of(), List.of(), List.of(), Actor.ANYBODY);

        private Further by(Actor other) {
            return new Further(id, notTypes, outcomes, notOutcomes, other);
        }
    }

    /** The same, done by them. */
    public Criteria by(Actor actor) {
        return new Criteria(
                whom, organisation, type, purpose, outcome, from, until, decisionId, gapsOnly, further.by(actor));
    }

    /** The same, about this person. */
    public Criteria about(Whom person) {
        return new Criteria(person, organisation, type, purpose, outcome, from, until, decisionId, gapsOnly, further);
    }

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
        named.putAll(further.actor().named());
        put(named, "organisation", organisation);
        put(named, "type", type);
        put(named, "purpose", purpose);
        put(named, "outcome", outcome);
        put(named, "from", from);
        put(named, "until", until);
        put(named, "decision_id", decisionId);
        put(named, "record", further.id());
        putUnlessEmpty(named, "not_types", further.notTypes());
        putUnlessEmpty(named, "outcomes", further.outcomes());
        putUnlessEmpty(named, "not_outcomes", further.notOutcomes());
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

    private static void putUnlessEmpty(Map<String, Object> map, String name, List<String> values) {
        if (!values.isEmpty()) {
            map.put(name, values);
        }
    }
}
