package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** Records about many patients that wait for Kafka together wait for one write of it. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class HandedOverTogetherTest {

    private static final int MANY = 60;

    @Inject
    EventPublisher publisher;

    @Inject
    KafkaAccess kafka;

    @Test
    void recordsOfOneMomentLieTogetherAndInTheirOrder() {
        List<CloudEvent> events = Stream.generate(UUID::randomUUID)
                .limit(MANY)
                .map(id -> AuditTopicFixture.event(
                        id, AuditBodies.decision(id, UUID.randomUUID()).bytes()))
                .toList();
        assertThat(events.stream().map(CloudEvent::key).distinct()).hasSize(MANY);

        assertThat(publisher.publishAll(Topic.AUDIT, events)).isEmpty();

        Map<UUID, ConsumerRecord<String, byte[]>> found = find(events);
        Set<Integer> partitions = new HashSet<>();
        long last = -1;
        for (CloudEvent event : events) {
            ConsumerRecord<String, byte[]> there = found.get(event.id());
            partitions.add(there.partition());
            // Another record of this process may have moved the producer on to the next partition in between.
            last = partitions.size() == 1 ? demandBehind(last, there.offset()) : last;
        }
        assertThat(partitions).hasSizeLessThanOrEqualTo(2);
    }

    private static long demandBehind(long last, long offset) {
        assertThat(offset).isGreaterThan(last);
        return offset;
    }

    @Test
    void itIsNotForTopicsThatKeepTheNewestOfEachKey() {
        CloudEvent event = AuditTopicFixture.event(UUID.randomUUID(), new byte[] {1});

        assertThatThrownBy(() -> publisher.publish(Topic.PREFERENCE_STATE, event))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> publisher.publishAll(Topic.BREAK_GLASS, List.of(event)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Map<UUID, ConsumerRecord<String, byte[]>> find(List<CloudEvent> events) {
        Set<UUID> wanted = new HashSet<>(events.stream().map(CloudEvent::id).toList());
        Map<UUID, ConsumerRecord<String, byte[]>> found = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(kafka.name(Topic.AUDIT)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.headers().lastHeader("ce_id") != null) {
                        UUID id = CloudEvents.fromRecord(record).id();
                        if (wanted.contains(id)) {
                            found.put(id, record);
                        }
                    }
                }
            }
        }
        return found;
    }
}
