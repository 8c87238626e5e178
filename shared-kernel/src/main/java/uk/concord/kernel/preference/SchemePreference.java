package uk.concord.kernel.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one patient says under one scheme, as it stands.
 *
 * @param scheme the scheme's id
 * @param version the number of this version among the patient's versions under the scheme, from 1
 * @param effect the base effect
 * @param since when this version was recorded
 * @param exceptions to the base effect
 * @param underReview whether it is an objection that isn't decided yet
 * @param asOf for a scheme that somebody else owns: when that owner's truth was fetched; null for our own
 */
public record SchemePreference(
        String scheme,
        long version,
        Effect effect,
        Instant since,
        List<PreferenceRule> exceptions,

        @JsonProperty("under_review") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean underReview,

        @JsonProperty("as_of") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Instant asOf) {

    /** A preference under a scheme of our own that nobody has to decide about. */
    public SchemePreference(
            String scheme, long version, Effect effect, Instant since, List<PreferenceRule> exceptions) {
        this(scheme, version, effect, since, exceptions, false, null);
    }
}
