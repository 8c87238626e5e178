package uk.concord.endtoend.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends audit records to Kafka until it is closed, now and then one twice, and keeps which ones Kafka acknowledged. */
final class Load implements AutoCloseable {

    private static final String TOPIC = "concord.audit.v1";
    private static final int AT_ONCE = 40;
    private static final int TWICE_IN = 20;
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final KafkaProducer<String, byte[]> producer;
    private final Random random;
    private final Thread thread = Thread.ofPlatform().name("load").unstarted(this::work);
    private volatile boolean wanted = true;

    Load(String bootstrapServers, Random random) {
        this.random = random;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "max.block.ms",
                        2_000,
                        "request.timeout.ms",
                        2_000,
                        "delivery.timeout.ms",
                        5_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    Load start() {
        thread.start();
        return this;
    }

    private void work() {
        while (wanted) {
            // What isn't acknowledged may be in Kafka all the same.
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                ids.add(UUID.randomUUID());
            }
            send(ids);
            if (random.nextInt(TWICE_IN) == 0) {
                send(ids);
            }
            pause();
        }
    }

    private void send(List<UUID> ids) {
        ConcurrentLinkedQueue<UUID> safe = new ConcurrentLinkedQueue<>();
        for (UUID id : ids) {
            sent.add(id);
            producer.send(event(id), (metadata, failure) -> {
                if (failure == null) {
                    safe.add(id);
                }
            });
        }
        producer.flush();
        acknowledged.addAll(safe);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            wanted = false;
        }
    }

    // The same id always has the same body, or it would be another record.
    private static ProducerRecord<String, byte[]> event(UUID id) {
        String time = Instant.parse("2026-11-20T10:00:00Z")
                .plusMillis(Math.floorMod(id.hashCode(), 1_000_000))
                .toString();
        String body = """
                {"schema":"concord-audit/1","id":"%s","type":"decision","occurred_at":"%s","source":"policy-service",\
                "request_id":"r","patient":{"id":"%s"},"actor":{"client":"rxn-epr","subject":"s","organisation":"RXN",\
                "user":{"id":"dr-1","role":"consultant","asserted":true},"capacity":"staff"},"organisations":["RXN","P81002"],\
                "purpose":"TREAT","outcome":"permit","decision_id":"%s","summary":"RXN asked P81002.","detail":{}}""".formatted(id, time, new UUID(1, id.getLeastSignificantBits()), id);
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(TOPIC, id.toString(), body.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id.toString(),
                        "ce_source", "/policy-service",
                        "ce_type", "uk.concord.audit.decision.v1",
                        "ce_time", time,
                        "content-type", "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    Set<UUID> sent() {
        return Set.copyOf(sent);
    }

    Set<UUID> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Sends no more, and returns when nothing is under way. */
    void end() {
        wanted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        producer.close(Duration.ofSeconds(5));
    }
}
