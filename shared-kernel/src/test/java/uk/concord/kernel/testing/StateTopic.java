package uk.concord.kernel.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import uk.concord.kernel.event.Topic;

/** Writes the state topic as consent-service's relay does, with heartbeats that can be held back. */
public final class StateTopic implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread heart;
    private volatile boolean beating = true;
    private volatile boolean closed;

    public StateTopic(String bootstrapServers, String prefix) {
        this.topic = prefix + Topic.PREFERENCE_STATE.baseName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, Topic.PARTITIONS, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            // Another one may have made it, for tests of other settings in the same run.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "delivery.timeout.ms", 120_000),
                new StringSerializer(),
                new ByteArraySerializer());
        this.heart = Thread.ofPlatform().daemon().name("heartbeats").start(this::beat);
    }

    private void beat() {
        while (!closed) {
            if (beating) {
                byte[] data = ("{\"at\":\"" + Instant.now() + "\",\"seq\":0}").getBytes(StandardCharsets.UTF_8);
                for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, "~heartbeat", data));
                }
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Stops or resumes the heartbeats. */
    public void beating(boolean wanted) {
        beating = wanted;
    }

    /** Sends these bytes under this key and waits until Kafka holds them. */
    public void send(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a patient's state. */
    public void send(String patient, long revision, String nhsNumber, String preferences) {
        send(patient, state(patient, revision, nhsNumber, preferences).getBytes(StandardCharsets.UTF_8));
    }

    /** A state as consent-service writes it. */
    public static String state(String patient, long revision, String nhsNumber, String preferences) {
        return """
                {"schema":"concord-patient-state/1","patient":"%s","revision":%d,"nhs_numbers":["%s"],\
                "changed_at":"2026-11-01T10:00:00Z","preferences":%s}""".formatted(patient, revision, nhsNumber, preferences);
    }

    @Override
    public void close() {
        closed = true;
        heart.interrupt();
        producer.close();
    }
}
