package uk.concord.gateway.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the gateway calls the systems behind it. */
@ConfigMapping(prefix = "concord.upstream")
public interface UpstreamSettings {

    /** How long a connection may take to be made. */
    @WithDefault("PT2S")
    Duration connectWithin();

    /** How long a system may be silent before it counts as away. */
    @WithDefault("PT20S")
    Duration silentFor();

    /** How long a decision, or a page of a custodian's answer, may take in all. */
    @WithDefault("PT10S")
    Duration answerWithin();

    /** Connections kept to each system. */
    @WithDefault("64")
    int connections();

    /** The largest answer that is read whole, in bytes. */
    @WithDefault("8388608")
    int largestAnswer();
}
