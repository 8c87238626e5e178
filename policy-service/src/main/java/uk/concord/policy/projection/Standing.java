package uk.concord.policy.projection;

import java.util.List;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.SchemePreference;

/** How somebody with a valid NHS number stands with us: three cases that must never be taken for one another. */
public sealed interface Standing {

    /** A patient on the register, with all that she has said; nothing said is an empty list. */
    record Registered(PatientId patient, long revision, List<SchemePreference> preferences) implements Standing {}

    /** A patient on the register whose preferences can't be read at the moment. */
    record Unreadable(PatientId patient) implements Standing {}

    /** Nobody on the patient register has this number. */
    record Unregistered() implements Standing {}
}
