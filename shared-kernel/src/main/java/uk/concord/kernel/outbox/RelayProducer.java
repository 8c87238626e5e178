package uk.concord.kernel.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;

/**
 * Hands batches to Kafka, each in one transaction. All relays of a service have the same transactional id: the one that starts
 * last makes Kafka refuse whatever an earlier one still tries to commit.
 */
final class RelayProducer implements AutoCloseable {

    /** The Kafka key of heartbeats. No id can be equal to it. */
    static final String HEARTBEAT_KEY = "~heartbeat";

    private static final String HEARTBEAT_TYPE = "uk.concord.relay.heartbeat.v1";

    private final KafkaAccess kafka;
    private final UuidV7 ids;
    private final String service;
    private final KafkaProducer<String, byte[]> producer;

    RelayProducer(KafkaAccess kafka, UuidV7 ids, String service) {
        this.kafka = kafka;
        this.ids = ids;
        this.service = service;
        this.producer = new KafkaProducer<>(kafka.transactionalProducer(service + "-relay"));
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * A statement about a topic: every change that was committed before {@code at} stands in front of this.
     *
     * @param seq the last event that was handed over
     */
    record Heartbeat(Topic topic, Instant at, long seq) {}

    /**
     * Returns when Kafka holds all rows in their order, and the heartbeat behind them.
     *
     * @throws KafkaException if it may not; then nothing of the batch, or all of it, can be read by others
     */
    void send(List<OutboxRow> rows, @Nullable Heartbeat heartbeat) {
        producer.beginTransaction();
        for (OutboxRow row : rows) {
            producer.send(CloudEvents.toRecord(kafka.name(row.topic()), row.event()));
        }
        if (heartbeat != null) {
            send(heartbeat);
        }
        // Throws what any of the sends has met.
        producer.commitTransaction();
    }

    private void send(Heartbeat heartbeat) {
        String data = "{\"at\":\"" + heartbeat.at() + "\",\"seq\":" + heartbeat.seq() + "}";
        CloudEvent event = new CloudEvent(
                ids.next(),
                "/" + service,
                HEARTBEAT_TYPE,
                heartbeat.at(),
                HEARTBEAT_KEY,
                null,
                data.getBytes(StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> record = CloudEvents.toRecord(kafka.name(heartbeat.topic()), event);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            producer.send(new ProducerRecord<>(
                    record.topic(), partition, record.timestamp(), record.key(), record.value(), record.headers()));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
