package uk.concord.kernel.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import uk.concord.kernel.event.Topic;

/** How this service's outbox reaches Kafka. */
@ConfigMapping(prefix = "concord.relay")
public interface RelaySettings {

    /** Whether this service has an outbox. */
    @WithDefault("false")
    boolean enabled();

    /** The topics that its events go to; the relay creates those that aren't there. */
    Optional<Set<Topic>> topics();

    /** The topic to each of whose partitions heartbeats go, if this service owns one whose readers must know how old it is. */
    Optional<Topic> heartbeatTopic();

    /** How often heartbeats go out. */
    @WithDefault("PT0.5S")
    Duration heartbeatEvery();

    /** How often the table is looked at when no notification comes: the safety net, and how soon a standby takes over. */
    @WithDefault("PT1S")
    Duration pollEvery();

    /** Events in one Kafka transaction, at most. */
    @WithDefault("500")
    int batch();

    /** How long an event that Kafka holds stays in the table. */
    @WithDefault("P7D")
    Duration keepSent();

    /** The longest pause after a failure; the first one is a twentieth of it, and each further one twice the one before. */
    @WithDefault("PT2S")
    Duration backOffAtMost();
}
