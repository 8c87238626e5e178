package uk.concord.policy.breakglass;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long emergency access lasts, and how old a replica's view of it may be. */
@ConfigMapping(prefix = "concord.break-glass")
public interface BreakGlassSettings {

    /** How long a grant lasts if its declaration doesn't say: an assessment and the hand-over. */
    @WithDefault("PT1H")
    Duration usual();

    /** How long a grant may last: as long as an emergency department may take. Whoever needs more declares again. */
    @WithDefault("PT4H")
    Duration longest();

    /** The greatest age of the oldest partition's last heartbeat with which the replica's view may still be used. */
    @WithDefault("PT2S")
    Duration staleAfter();
}
