package uk.concord.policy.breakglass;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.identity.PatientId;
import uk.concord.policy.projection.Standing;

/**
 * Whose record it is, without the NHS number.
 *
 * @param patient null for somebody who isn't on the patient register
 * @param pseudonym of the number with which somebody asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Whose(@Nullable PatientId patient, String pseudonym) {

    static Whose of(Standing standing, String pseudonym) {
        return switch (standing) {
            case Standing.Registered registered -> new Whose(registered.patient(), pseudonym);
            case Standing.Unreadable unreadable -> new Whose(unreadable.patient(), pseudonym);
            case Standing.Unregistered unregistered -> new Whose(null, pseudonym);
        };
    }

    /**
     * Whether what was declared about this one holds for the other. A patient is found under any of her numbers. Somebody who
     * wasn't on the register is found under that number alone, also after she was put on it.
     */
    boolean isAlso(Whose other) {
        return patient == null ? pseudonym.equals(other.pseudonym) : patient.equals(other.patient);
    }

    AuditPatient named() {
        return patient == null ? AuditPatient.unregistered(pseudonym) : AuditPatient.registered(patient);
    }
}
