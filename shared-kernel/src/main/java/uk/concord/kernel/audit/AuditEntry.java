package uk.concord.kernel.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * What a service wants recorded, before it is given its id, time and request. Start with {@link #of} and add what applies.
 *
 * @see AuditRecord for the members
 */
public record AuditEntry(
        String type,
        AuditActor actor,
        String outcome,
        String summary,
        @Nullable AuditPatient patient,
        List<OdsCode> organisations,
        @Nullable String purpose,
        @Nullable UUID decisionId,
        Map<String, Object> detail) {

    /** An entry that belongs to the actor's organisation, if it has one, and to nobody else yet. */
    public static AuditEntry of(String type, AuditActor actor, String outcome, String summary) {
        OdsCode organisation = actor.organisation();
        return new AuditEntry(
                type,
                actor,
                outcome,
                summary,
                null,
                organisation == null ? List.of() : List.of(organisation),
                null,
                null,
                Map.of());
    }

    /** The same, about this patient. */
    public AuditEntry about(AuditPatient whom) {
        return new AuditEntry(type, actor, outcome, summary, whom, organisations, purpose, decisionId, detail);
    }

    /** The same, belonging to these organisations too. */
    public AuditEntry concerning(List<OdsCode> others) {
        TreeSet<OdsCode> all = new TreeSet<>(organisations);
        all.addAll(others);
        return new AuditEntry(type, actor, outcome, summary, patient, List.copyOf(all), purpose, decisionId, detail);
    }

    /** The same, for this purpose of use. */
    public AuditEntry forPurpose(String code) {
        return new AuditEntry(type, actor, outcome, summary, patient, organisations, code, decisionId, detail);
    }

    /** The same, resting on this decision. */
    public AuditEntry underDecision(UUID decision) {
        return new AuditEntry(type, actor, outcome, summary, patient, organisations, purpose, decision, detail);
    }

    /** The same, with this detail. */
    public AuditEntry with(Map<String, Object> more) {
        return new AuditEntry(type, actor, outcome, summary, patient, organisations, purpose, decisionId, more);
    }
}
