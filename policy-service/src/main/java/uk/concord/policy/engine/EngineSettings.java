package uk.concord.policy.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a policy engine's report is alarming, and how long it is kept. */
@ConfigMapping(prefix = "concord.engines")
interface EngineSettings {

    /** How long after a change an engine may still report the revision before it. */
    @WithDefault("PT30S")
    Duration behindAfter();

    /** After how long without a report nothing is an alarm any more: an engine reports at each poll, so this one has ended. */
    @WithDefault("PT5M")
    Duration silentAfter();

    /** After how long without a report an engine counts as gone, and is forgotten. */
    @WithDefault("P1D")
    Duration forgetAfter();

    /** Engines that one owner may have, at most. */
    @WithDefault("200")
    int mostOfOneOwner();

    /** How often alarms are counted anew; {@code off} is for tests. */
    String lookEvery();
}
