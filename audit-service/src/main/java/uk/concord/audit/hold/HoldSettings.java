package uk.concord.audit.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Legal holds. */
@ConfigMapping(prefix = "concord.hold")
interface HoldSettings {

    /** How long placing or releasing a hold waits until the ledger has its record. It isn't acknowledged before. */
    @WithDefault("PT10S")
    Duration recordedWithin();
}
