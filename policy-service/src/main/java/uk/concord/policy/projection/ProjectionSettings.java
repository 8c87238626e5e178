package uk.concord.policy.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How old the projection of preferences may be, and where the truth is when it is older. */
@ConfigMapping(prefix = "concord.projection")
public interface ProjectionSettings {

    /** The greatest age of the oldest partition's last heartbeat with which the projection may still be used. */
    @WithDefault("PT2S")
    Duration staleAfter();

    /** How long a question that demands a patient's revision waits for it to arrive, before the truth is read. */
    @WithDefault("PT0.05S")
    Duration atLeastWithin();

    /** How long consent-service may take to tell the truth about one patient. */
    @WithDefault("PT1S")
    Duration truthWithin();

    /** How many readers share the partitions of the state topic: what a restart takes hangs on it, up to the number of cores. */
    @WithDefault("4")
    int readers();
}
