package uk.concord.benchmark.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The facts that policy-service itself put on record for questions that it has decided. The peer is given these very facts, so it
 * answers the same questions and nothing in this module has to make facts.
 */
public final class RecordedFacts implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTITIONS = 12;

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * One question as a raw OPA is asked it.
     *
     * @param input the body of a request of OPA's data API
     * @param permitted what policy-service answered
     */
    public record Recorded(String input, boolean permitted) {}

    /** Reads what is recorded from now on. */
    public RecordedFacts(String bootstrapServers, String prefix) {
        String topic = prefix + "concord.audit.v1";
        partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "latest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The facts of all decisions that have been recorded meanwhile. */
    public List<Recorded> read() {
        List<Recorded> found = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                read(record.value(), found);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("no decision was recorded");
        }
        return found;
    }

    private static void read(byte[] value, List<Recorded> found) {
        try {
            JsonNode record = JSON.readTree(value);
            JsonNode facts = record.path("detail").path("facts");
            if (facts.isObject() && !facts.path("patient").isMissingNode()) {
                String input = "{\"input\":{\"facts\":" + facts + ",\"at\":"
                        + record.path("detail").path("at") + "}}";
                found.add(new Recorded(
                        input, !"deny".equals(record.path("outcome").asText())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
