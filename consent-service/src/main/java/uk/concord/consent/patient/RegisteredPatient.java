package uk.concord.consent.patient;

import java.time.Instant;
import java.util.List;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/**
 * A patient on the register.
 *
 * @param revision grows by one with each change of what the patient says, 0 before the first
 * @param changedAt when this revision came to be
 * @param numbers all NHS numbers that lead here, in ascending order
 */
public record RegisteredPatient(PatientId id, long revision, Instant changedAt, List<NhsNumber> numbers) {

    /** The patient at a later revision. */
    public RegisteredPatient at(long later, Instant when) {
        return new RegisteredPatient(id, later, when, numbers);
    }

    /** The patient's state with these preferences. */
    public PatientState with(List<SchemePreference> preferences) {
        return new PatientState(PatientState.SCHEMA, id, revision, numbers, changedAt, preferences);
    }
}
