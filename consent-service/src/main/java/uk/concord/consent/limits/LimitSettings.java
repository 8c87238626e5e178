package uk.concord.consent.limits;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large requests may be. */
@ConfigMapping(prefix = "concord.limits")
interface LimitSettings {

    /** The body of a request that isn't an import. */
    @WithDefault("1M")
    MemorySize body();

    /** The body of an import. */
    @WithDefault("64M")
    MemorySize importBody();
}
