package uk.concord.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one caller may ask of one replica. */
@ConfigMapping(prefix = "concord.rate-limit")
public interface RateLimitSettings {

    /** Requests that a caller may go on making each second. */
    @WithDefault("100")
    double perSecond();

    /** Requests that a caller may make at once after a pause. */
    @WithDefault("400")
    int burst();

    /** How many callers are remembered; who has been silent longest is forgotten first. */
    @WithDefault("10000")
    int rememberedCallers();
}
