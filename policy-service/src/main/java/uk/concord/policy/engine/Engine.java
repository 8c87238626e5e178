package uk.concord.policy.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy engine as it last reported.
 *
 * @param partner the OAuth client of the partner that runs it; null: the platform's own
 * @param release the release that it has activated; null: none yet
 * @param register the revision of the register that it has activated; null: none yet
 * @param fault what it says is wrong with a bundle
 * @param silent whether it hasn't reported for so long that it has probably ended
 * @param alarms empty where all is well, and where it is silent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Engine(
        String name,
        @Nullable String partner,
        String version,
        @JsonProperty("reported_at") Instant reportedAt,
        @Nullable String release,
        @Nullable String register,
        @Nullable String fault,
        boolean silent,
        List<Alarm> alarms) {

    /** What is alarming. */
    public enum Alarm {
        /** It refuses a bundle and keeps the last good one. */
        @JsonProperty("bundle-refused")
        BUNDLE_REFUSED,
        /** It reports a revision that another had replaced for longer than the bound. */
        @JsonProperty("behind")
        BEHIND
    }
}
