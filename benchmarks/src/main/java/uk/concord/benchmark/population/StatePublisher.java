package uk.concord.benchmark.population;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the state topic as consent-service's relay does: states in order, and heartbeats behind them, until it is closed. */
public final class StatePublisher implements AutoCloseable {

    private static final int PARTITIONS = 12;
    private static final int EVERY_MILLIS = 200;
    private static final String BASE_NAME = "concord.preference-state.v1";

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<@Nullable Exception>();
    private final Thread heart;
    private volatile boolean beating = true;

    /**
     * @param prefix of the topic's name, so that several populations can stand on one Kafka
     */
    public StatePublisher(String bootstrapServers, String prefix) {
        this.topic = prefix + BASE_NAME;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "min.insync.replicas", "1"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topic " + topic + " could not be made", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "batch.size",
                        262_144,
                        "buffer.memory",
                        67_108_864L),
                new StringSerializer(),
                new ByteArraySerializer());
        // One record to each partition alone. Of several to one that has no leader yet a later one may be taken before
        // the first, which the broker then refuses for good.
        heartbeat();
        producer.flush();
        this.heart = Thread.ofPlatform().daemon().name("heartbeats").start(this::beat);
    }

    /** Writes everybody's state and returns when Kafka holds all of them, with a heartbeat behind. */
    public void publish(Population population) {
        for (int index = 0; index < population.size(); index++) {
            send(population.id(index), population.state(index));
        }
        producer.flush();
        heartbeat();
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka did not take every state", failed);
        }
    }

    /** Hands one state to Kafka at once and doesn't wait. */
    public void send(String patient, String state) {
        producer.send(
                new ProducerRecord<>(topic, patient, state.getBytes(StandardCharsets.UTF_8)), (metadata, exception) -> {
                    if (exception != null) {
                        failure.set(exception);
                    }
                });
    }

    private void beat() {
        while (beating) {
            heartbeat();
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void heartbeat() {
        byte[] data = ("{\"at\":\"" + Instant.now() + "\",\"seq\":0}").getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, "~heartbeat", data));
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    @Override
    public void close() {
        beating = false;
        heart.interrupt();
        producer.close();
    }
}
