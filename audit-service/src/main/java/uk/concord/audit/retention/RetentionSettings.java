package uk.concord.audit.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How long records are kept, and when what is over is erased. */
@ConfigMapping(prefix = "concord.retention")
public interface RetentionSettings {

    /**
     * How long records of a type are kept, by type: a period of years, months, weeks or days (ISO 8601, such as P8Y). The usual ones
     * and their sources are in docs/retention.md.
     */
    Map<String, String> keep();

    /** How long records of every other type are kept. */
    @WithDefault("P8Y")
    String keepOthers();

    /** How long after a run of the expiry the next one begins. */
    @WithDefault("PT1H")
    Duration every();

    /** The most records that one erasure names. */
    @WithDefault("5000")
    int batch();

    /** How long a run waits until an erasure that it recorded is in the ledger and signed; if it isn't, a later run goes on. */
    @WithDefault("PT1M")
    Duration recordedWithin();
}
