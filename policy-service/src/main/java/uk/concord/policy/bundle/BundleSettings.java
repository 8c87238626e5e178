package uk.concord.policy.bundle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may fetch bundles. */
@ConfigMapping(prefix = "concord.bundle")
public interface BundleSettings {

    /** The bearer token that OPA sends. Without one nobody gets a bundle. */
    Optional<String> token();

    /** The longest that a request for a change is kept waiting, whatever it asks for. */
    @WithDefault("PT30S")
    Duration longestWait();
}
