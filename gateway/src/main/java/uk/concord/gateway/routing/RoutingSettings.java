package uk.concord.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What may pass through the gateway. */
@ConfigMapping(prefix = "concord.routing")
public interface RoutingSettings {

    /** The largest body of an ordinary request, in bytes. */
    @WithDefault("1048576")
    long largestBody();

    /** The largest body of an import, in bytes; imports are passed on as they arrive, never held whole. */
    @WithDefault("268435456")
    long largestImport();
}
