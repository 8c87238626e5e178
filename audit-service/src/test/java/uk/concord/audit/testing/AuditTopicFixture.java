package uk.concord.audit.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.CloudEvents;

/** A topic of a test's own on the real Kafka, and a producer for it. */
public final class AuditTopicFixture implements AutoCloseable {

    private static final int PARTITIONS = 12;

    private final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;
    public final String topic;

    public AuditTopicFixture(String bootstrap) throws Exception {
        this.bootstrap = bootstrap;
        this.topic = "audit-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, PARTITIONS, (short) 1), new NewTopic(parkedTopic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(producerSettings());
    }

    public String parkedTopic() {
        return topic + ".parked";
    }

    public Map<String, Object> producerSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.serializer",
                StringSerializer.class.getName(),
                "value.serializer",
                ByteArraySerializer.class.getName(),
                "acks",
                "all");
    }

    public Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("key.deserializer", StringDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        return settings;
    }

    public static CloudEvent event(UUID id, byte[] body) {
        return new CloudEvent(
                id,
                "/policy-service",
                "uk.concord.audit.decision.v1",
                Instant.parse("2026-11-20T10:00:00Z"),
                id.toString(),
                null,
                body);
    }

    /** Sends the bodies as events with these ids, and returns when Kafka has them. */
    public void send(Map<UUID, byte[]> bodies) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        bodies.forEach((id, body) -> sent.add(producer.send(CloudEvents.toRecord(topic, event(id, body)))));
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
    }

    public void send(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get();
    }

    /** Removes all events of the topic that are there now. */
    public void forget() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerSettings())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, org.apache.kafka.clients.admin.RecordsToDelete> ends = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> ends.put(
                            partition, org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(ends).all().get();
        }
    }

    /** What is in the topic of parked events. */
    public List<ConsumerRecord<String, byte[]>> parked() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerSettings())) {
            List<TopicPartition> partitions = partitions(consumer, parkedTopic());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long end = consumer.endOffsets(partitions).values().iterator().next();
            while (consumer.position(partitions.getFirst()) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
    }
}
