package uk.concord.consent.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** Reads a topic from its beginning, committed events only, and remembers what it has read. */
public final class TopicReader implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public TopicReader(KafkaAccess kafka, Topic topic) {
        Awaitility.await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> kafka.ensure(topic));
        consumer = new KafkaConsumer<>(kafka.consumer());
        List<TopicPartition> partitions = IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(kafka.name(topic), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything of this kind that has been read, when there is at least so much of it. */
    public List<ConsumerRecord<String, byte[]>> await(int atLeast, Predicate<ConsumerRecord<String, byte[]>> kind) {
        return Awaitility.await()
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .until(() -> matching(kind), matching -> matching.size() >= atLeast);
    }

    /** Everything of this kind that is there now. */
    public List<ConsumerRecord<String, byte[]>> now(Predicate<ConsumerRecord<String, byte[]>> kind) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return matching(kind);
    }

    private List<ConsumerRecord<String, byte[]>> matching(Predicate<ConsumerRecord<String, byte[]>> kind) {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream().filter(kind).toList();
    }

    /** A header's text. */
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
