package uk.concord.kernel.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** What every page shows that differs between regions. */
@ConfigMapping(prefix = "concord.page")
interface PageSettings {

    /** The telephone number that a patient may call for help. The default is of a range that Ofcom keeps for fiction. */
    @WithDefault("01632 960 000")
    String helpTelephone();

    /** When somebody answers it. */
    @WithDefault("Monday to Friday, 9am to 5pm")
    String helpHours();

    /** The region's name. */
    @WithDefault("Lancashire and South Cumbria")
    String region();

    /** How long a session lasts without use: the same as the gateway's {@code concord.session.idle}. */
    @WithName("session-idle")
    @WithDefault("PT30M")
    Duration sessionIdle();
}
