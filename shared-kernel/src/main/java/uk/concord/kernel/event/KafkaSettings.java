package uk.concord.kernel.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this service uses Kafka. Where Kafka is, and how to sign in there, is said by the {@code kafka.*} settings. */
@ConfigMapping(prefix = "concord.kafka")
public interface KafkaSettings {

    /** Set before every topic, group and transactional id, so that several platforms can share one Kafka. */
    Optional<String> topicPrefix();

    /** Copies of each partition of the topics that we create. */
    @WithDefault("3")
    short replicationFactor();

    /** How many copies must hold an event before it counts as accepted. */
    @WithDefault("2")
    short minInsyncReplicas();

    /** How long the acknowledgement of an event may take before the request that waits for it is refused. */
    @WithDefault("PT2S")
    Duration acknowledgeWithin();
}
