package uk.concord.consent.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/**
 * One version of what a patient says under one scheme, with how it came about.
 *
 * @param version counts the patient's versions under the scheme, from 1
 * @param revision the patient's revision that it made
 * @param effect the base effect; null when the preference is withdrawn
 * @param capacity in which its author acted
 * @param channel by which it was said
 * @param wording id of the text that was shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreferenceVersion(
        String scheme,
        long version,
        long revision,
        State state,
        @Nullable Effect effect,
        List<PreferenceRule> exceptions,
        @JsonProperty("recorded_at") Instant recordedAt,
        Capacity capacity,
        String channel,
        String wording) {

    /** Whether the version says something, or takes back what was said. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    /** The same version, but saying this. */
    PreferenceVersion saying(Effect said, List<PreferenceRule> excepting) {
        return new PreferenceVersion(
                scheme, version, revision, State.ACTIVE, said, excepting, recordedAt, capacity, channel, wording);
    }

    /** The preference as others see it; none if it is withdrawn. */
    public @Nullable SchemePreference inUse() {
        return effect == null ? null : new SchemePreference(scheme, version, effect, recordedAt, exceptions);
    }
}
