package uk.concord.audit.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** All partitions of the audit topic, read from given positions on and never from anywhere else. */
final class AuditTopic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * @param settings of a consumer without automatic reset
     * @param positions the next offset of each partition; a partition without one is read from its very first event
     */
    AuditTopic(String topic, Map<String, Object> settings, int most, Map<Integer, Long> positions) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("max.poll.records", most);
        properties.put("allow.auto.create.topics", false);
        this.consumer = new KafkaConsumer<>(properties);
        try {
            this.partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            // If the topic no longer begins at 0, a partition that was never read makes poll fail: those events are
            // lost.
            partitions.forEach(
                    partition -> consumer.seek(partition, positions.getOrDefault(partition.partition(), 0L)));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    ConsumerRecords<String, byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Events that are there and haven't been polled, as far as is known without asking. */
    long lag() {
        return partitions.stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /**
     * Where each partition ends for those who read committed events only, as its broker says now.
     *
     * @throws TimeoutException if it doesn't say so within the bound
     */
    Map<TopicPartition, Long> ends(Duration bound) {
        return consumer.endOffsets(partitions, bound);
    }

    /**
     * Whether all events up to these ends were polled.
     *
     * @throws TimeoutException if that isn't known within the bound
     */
    boolean isAt(Map<TopicPartition, Long> ends, Duration bound) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), bound) >= end.getValue());
    }

    /** Ends a poll that waits, from another thread. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
