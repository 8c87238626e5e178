package uk.concord.kernel.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;

/**
 * Whom a record is about: the patient id, or where that isn't known, as of somebody who isn't on the patient register, the pseudonym
 * of the NHS number.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditPatient(@Nullable UUID id, @Nullable String pseudonym) {

    /** A patient on the register. */
    public static AuditPatient registered(PatientId patient) {
        return new AuditPatient(patient.value(), null);
    }

    /** Somebody who isn't on the register. */
    public static AuditPatient unregistered(String pseudonym) {
        return new AuditPatient(null, pseudonym);
    }
}
