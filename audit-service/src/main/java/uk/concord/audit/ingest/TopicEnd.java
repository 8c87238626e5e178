package uk.concord.audit.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds out as of when the ledger is whole. Where the topic ends is asked now and then; when everything up to there is written, the ledger
 * holds all that was acknowledged before that question. So somebody whose event isn't there can be told whether it may still come.
 */
final class TopicEnd {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofMillis(500);

    private final AuditTopic topic;
    private Map<TopicPartition, Long> ends = Map.of();
    private long asked = System.nanoTime() - EVERY.toNanos();

    TopicEnd(AuditTopic topic) {
        this.topic = topic;
    }

    /**
     * To be called when all that was polled is written.
     *
     * @return the newest instant of {@link System#nanoTime} as of which the ledger is whole, if there is a newer one
     */
    Optional<Long> look() {
        try {
            if (ends.isEmpty() && System.nanoTime() - asked >= EVERY.toNanos()) {
                asked = System.nanoTime();
                ends = topic.ends(BOUND);
            }
            if (!ends.isEmpty() && topic.isAt(ends, BOUND)) {
                ends = Map.of();
                return Optional.of(asked);
            }
        } catch (TimeoutException e) {
            // A broker that is away; it isn't known then, and asked again.
            ends = Map.of();
        }
        return Optional.empty();
    }
}
