package uk.concord.audit.names;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the names are kept. */
@ConfigMapping(prefix = "concord.names")
interface NameSettings {

    /** How old the names may be before they are read again. */
    @WithDefault("PT1M")
    Duration refreshAfter();

    /** How long nobody tries again after policy-service didn't answer. */
    @WithDefault("PT5S")
    Duration retryAfter();
}
