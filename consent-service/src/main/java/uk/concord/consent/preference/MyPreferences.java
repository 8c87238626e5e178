package uk.concord.consent.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import uk.concord.consent.register.Scheme;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.SchemePreference;

/**
 * A patient's own view.
 *
 * @param revision to be sent back with a change
 * @param preferences what she says; a scheme that isn't here has its default effect
 * @param schemes all that there are, with who keeps them
 */
record MyPreferences(
        Myself patient,
        long revision,
        @JsonProperty("changed_at") Instant changedAt,
        List<SchemePreference> preferences,
        List<Scheme> schemes) {

    /** The patient, without the NHS number. */
    record Myself(PatientId id) {}

    /**
     * The answer to a change.
     *
     * @param inForce where to ask when it holds
     */
    record Changed(
            long revision,
            List<SchemePreference> preferences,
            @JsonProperty("in_force") String inForce) {}

    /** Every version, newest first. */
    record History(long revision, List<PreferenceVersion> versions) {}
}
