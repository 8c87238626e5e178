package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import uk.concord.benchmark.platform.Ground;
import uk.concord.benchmark.platform.PackagedService;
import uk.concord.benchmark.platform.RegisterStandIn;

/** The packaged audit-service with its PostgreSQL and Kafka, the records that go into it, and how many there are. */
final class Ledger implements AutoCloseable {

    static final String TOPIC = "concord.audit.v1";

    /** What a machine of this size gives a database that holds a ledger of some size. The usual ones are for a demonstration. */
    static final Map<String, String> DATABASE = Map.of(
            "shared_buffers", "2GB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "15min",
            "effective_cache_size", "12GB",
            "wal_compression", "on",
            "session_preload_libraries", "auto_explain");

    private static final long AHEAD = 60_000;
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(3);

    private final Ground ground;
    private final AuditEvents events;
    private final PackagedService service;
    // One for all producers, as in a service, and as Tessera has one log for all of them.
    private final KafkaProducer<String, byte[]> sender;
    private final SeenCheckpoints checkpoints;
    private final AtomicLong next = new AtomicLong();

    Ledger(Ground ground, AuditEvents events, PackagedService service) {
        this.ground = ground;
        this.events = events;
        this.service = service;
        this.sender = sender(ground);
        this.checkpoints = new SeenCheckpoints(service.port()).start();
    }

    // As a service sends: acknowledged by all in-sync replicas, waiting 1 ms for company, what goes together in one
    // partition.
    private static KafkaProducer<String, byte[]> sender(Ground ground) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ground.kafka().bootstrapServers(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        1,
                        "partitioner.ignore.keys",
                        true,
                        "batch.size",
                        262_144,
                        "max.block.ms",
                        20_000,
                        "buffer.memory",
                        67_108_864L),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The next record that nobody has sent yet. */
    AuditEvent next() {
        return events.of(next.getAndIncrement());
    }

    /** How many have been sent. */
    long sent() {
        return next.get();
    }

    AuditEvents events() {
        return events;
    }

    PackagedService service() {
        return service;
    }

    Ground ground() {
        return ground;
    }

    SeenCheckpoints checkpoints() {
        return checkpoints;
    }

    /** Sends it and returns when Kafka has acknowledged it. */
    void append(AuditEvent event) {
        try {
            sender.send(event.to(TOPIC)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record", e);
        }
    }

    /**
     * Fills the ledger until it has so many records, as fast as it takes them, and returns when a checkpoint covers them all.
     *
     * @return records a second
     */
    double fill(long size) {
        long begin = checkpoints.newest();
        long began = System.nanoTime();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<@Nullable Exception>();
        long missing = size - begin;
        for (long i = 0; i < missing; i++) {
            while (begin + i - checkpoints.newest() > AHEAD) {
                LockSupport.parkNanos(2_000_000);
                demandNone(failure.get());
            }
            sender.send(next().to(TOPIC), (metadata, exception) -> {
                if (exception != null) {
                    failure.set(exception);
                }
            });
        }
        sender.flush();
        demandNone(failure.get());
        awaitSize(size);
        return Math.max(0, missing) / ((System.nanoTime() - began) / 1e9);
    }

    private static void demandNone(@Nullable Exception failure) {
        if (failure != null) {
            throw new IllegalStateException("Kafka did not take a record", failure);
        }
    }

    /** Waits until a checkpoint covers so many records. */
    void awaitSize(long size) {
        long end = System.nanoTime() + CAUGHT_UP_WITHIN.toNanos();
        while (checkpoints.newest() < size) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no checkpoint over " + size + " records came within "
                        + CAUGHT_UP_WITHIN.toSeconds() + " s; the newest is over " + checkpoints.newest());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Whether Kafka syncs each write of a record to the disk before it acknowledges it. */
    void syncKafka(boolean each) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("flush.messages", "1"), each ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", ground.kafka().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topic's settings could not be changed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A connection of the superuser to the ledger's database. */
    Connection database() throws SQLException {
        return ground.postgres().superuser("audit");
    }

    /** What anybody may read under this address of the service. */
    String get(String path) {
        try (var connection = new uk.concord.benchmark.load.Connection(service.port())) {
            return connection
                    .send(uk.concord.benchmark.load.Connection.head("GET", path, Map.of()), new byte[0])
                    .text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of audit-service that no other service has. */
    static Map<String, String> settings(Path signingKey, Path checkpoint, RegisterStandIn register) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.flyway.placeholders.verifier_role", "audit_verifier");
        settings.put("concord.ledger.origin", "concord.example/measured");
        settings.put("concord.ledger.signing-key-file", signingKey.toString());
        settings.put("concord.ledger.checkpoint-file", checkpoint.toString());
        settings.put("concord.consent-service.url", register.url());
        settings.put("quarkus.oidc-client.auth-server-url", register.url());
        return settings;
    }

    @Override
    public void close() {
        checkpoints.close();
        sender.close(Duration.ofSeconds(5));
        service.close();
    }
}
