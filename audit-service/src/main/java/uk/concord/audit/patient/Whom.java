package uk.concord.audit.patient;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditPatient;

/**
 * About whom records are looked for: a patient id, a pseudonym, or both, since a person may have been recorded before she was
 * registered.
 */
public record Whom(@Nullable UUID patient, @Nullable String pseudonym) {

    /** As an audit record of this reading names her: by her id if she has one. */
    public AuditPatient named() {
        return patient == null ? new AuditPatient(null, pseudonym) : new AuditPatient(patient, null);
    }
}
