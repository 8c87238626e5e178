package uk.concord.policy.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import uk.concord.kernel.event.Topic;

/** Reads the audit topic as the ledger's writer would. */
public final class AuditTopic {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditTopic() {}

    /** The record of this decision; it must be there already. */
    public static Map<String, Object> decision(String bootstrapServers, String id) {
        return all(bootstrapServers).stream()
                .filter(record -> id.equals(record.get("decision_id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the decision isn't on record"));
    }

    /** The ids of the records of this decision, one for each time that the topic holds one. */
    public static List<Object> idsOf(String bootstrapServers, String decision) {
        return all(bootstrapServers).stream()
                .filter(record -> decision.equals(record.get("decision_id")))
                .map(record -> record.get("id"))
                .toList();
    }

    /** Whether there is a record like this. */
    public static boolean has(String bootstrapServers, Predicate<Map<String, Object>> wanted) {
        return all(bootstrapServers).stream().anyMatch(wanted);
    }

    private static List<Map<String, Object>> all(String bootstrapServers) {
        String topic = "policy-test-" + Topic.AUDIT.baseName();
        List<TopicPartition> partitions = IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Map<String, Object>> found = new java.util.ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(read(record)));
            }
            return found;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(ConsumerRecord<String, byte[]> record) {
        try {
            return JSON.readValue(record.value(), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
