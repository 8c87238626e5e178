package uk.concord.policy.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What happens to records while Kafka is away. */
@ConfigMapping(prefix = "concord.recording")
interface RecordingSettings {

    /** After Kafka failed to acknowledge a record, how long all records go to the database before one tries Kafka again. */
    @WithDefault("PT1S")
    Duration tryAgainAfter();

    /** How long the database may take to keep a record. */
    @WithDefault("PT2S")
    Duration spoolWithin();

    /** Records that go to the database in one transaction, at most. */
    @WithDefault("200")
    int spoolTogether();

    /** Records that may wait for the database; beyond it nothing is answered. */
    @WithDefault("5000")
    int spoolWaitingAtMost();
}
