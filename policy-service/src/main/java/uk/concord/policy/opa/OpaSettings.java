package uk.concord.policy.opa;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the policy engine is. */
@ConfigMapping(prefix = "concord.opa")
public interface OpaSettings {

    /** OPA's REST API; on the same machine, or in the same pod. */
    @WithDefault("http://localhost:8181")
    URI url();

    /** How long it may take to answer one question. */
    @WithDefault("PT1S")
    Duration answerWithin();

    /** Of so many calls in a row, half must fail for it to be left alone for a while. */
    @WithDefault("20")
    int failuresLookedAt();

    /** How long it is left alone then, before one call tries again. */
    @WithDefault("PT0.5S")
    Duration leftAloneFor();
}
