package uk.concord.policy.revision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon a change of the register or of the release must be in force. */
@ConfigMapping(prefix = "concord.revisions")
public interface RevisionSettings {

    /** For how long after a change a decision may still rest on the revision before it. */
    @WithDefault("PT3S")
    Duration staleAfter();

    /** How often the database is asked when no notification comes. */
    @WithDefault("PT0.25S")
    Duration pollEvery();
}
