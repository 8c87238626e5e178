package uk.concord.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people stay signed in. */
@ConfigMapping(prefix = "concord.session")
public interface SessionSettings {

    /** A session that nobody has used for so long is over. */
    @WithDefault("PT30M")
    Duration idle();

    /** A session is over after so long, however much it is used. */
    @WithDefault("PT8H")
    Duration absolute();

    /** Use is noted no more often than this, so that reading doesn't mean writing each time. */
    @WithDefault("PT30S")
    Duration notedEvery();
}
