package uk.concord.kernel.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;

/**
 * Everything that a patient has said, under all schemes: the value of a state event, whole each time, so that a consumer
 * that has the highest revision has all.
 *
 * @param schema the format's name and version
 * @param patient the patient id, also the event's key
 * @param revision the patient's revision: grows by one with each change, 0 before the first
 * @param nhsNumbers all numbers that lead to this patient
 * @param changedAt when this revision came to be
 * @param preferences one for each scheme under which the patient has said something
 */
public record PatientState(
        String schema,
        PatientId patient,
        long revision,
        @JsonProperty("nhs_numbers") List<NhsNumber> nhsNumbers,
        @JsonProperty("changed_at") Instant changedAt,
        List<SchemePreference> preferences) {

    /** The format that this version writes. */
    public static final String SCHEMA = "concord-patient-state/1";
    /** The CloudEvents type of a state event. */
    public static final String CLOUD_EVENT_TYPE = "uk.concord.preference.state.v1";
}
