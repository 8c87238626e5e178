package uk.concord.audit.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import uk.concord.kernel.event.CloudEvents;

/**
 * Puts events that can't be recorded aside, as they came, in a topic of their own. After a crash the topic may hold one twice;
 * the table counts it once.
 */
final class Parking implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;

    Parking(String topic, Map<String, Object> producer) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(producer);
    }

    /**
     * Returns when all in-sync replicas hold the events; the rows that count them come with the caller's transaction.
     *
     * @throws KafkaException if Kafka doesn't take them
     */
    void park(Connection connection, List<Unrecordable> events, Instant at) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Unrecordable event : events) {
            sent.add(producer.send(parked(event)));
        }
        List<RecordMetadata> kept = new ArrayList<>();
        for (Future<RecordMetadata> acknowledgement : sent) {
            kept.add(await(acknowledgement));
        }
        count(connection, events, kept, at);
    }

    private ProducerRecord<String, byte[]> parked(Unrecordable unrecordable) {
        ConsumerRecord<String, byte[]> event = unrecordable.event();
        ProducerRecord<String, byte[]> parked = new ProducerRecord<>(topic, event.key(), event.value());
        event.headers().forEach(header -> parked.headers().add(header));
        parked.headers().add("parked_reason", unrecordable.reason().getBytes(StandardCharsets.UTF_8));
        parked.headers()
                .add(
                        "parked_from",
                        (event.topic() + "/" + event.partition() + "/" + event.offset())
                                .getBytes(StandardCharsets.UTF_8));
        return parked;
    }

    private static RecordMetadata await(Future<RecordMetadata> acknowledgement) {
        try {
            return acknowledgement.get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka didn't take an event that must be parked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while parking an event", e);
        }
    }

    private static void count(Connection connection, List<Unrecordable> events, List<RecordMetadata> kept, Instant at)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into parked (topic, partition, event_offset, reason, parked_at, kept_partition, kept_offset,"
                        + " event_id) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (int i = 0; i < events.size(); i++) {
                Unrecordable event = events.get(i);
                insert.setString(1, event.event().topic());
                insert.setInt(2, event.event().partition());
                insert.setLong(3, event.event().offset());
                insert.setString(4, event.reason());
                insert.setObject(5, at.atOffset(ZoneOffset.UTC));
                insert.setInt(6, kept.get(i).partition());
                insert.setLong(7, kept.get(i).offset());
                insert.setObject(8, CloudEvents.idOf(event.event()).orElse(null), Types.OTHER);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
