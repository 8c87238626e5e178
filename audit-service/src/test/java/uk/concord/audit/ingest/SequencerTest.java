package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.kernel.event.CloudEvents;

/** Whatever goes down, each event becomes one record. */
class SequencerTest {

    @TempDir
    Path folder;

    private RunningLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledger = new RunningLedger(folder);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void everyEventHasOneLeafUnderASignedCheckpoint() throws Exception {
        ledger.start();
        Map<UUID, byte[]> sent = ledger.send(1_000);
        ledger.topic.send(sent);

        ledger.awaitSigned(1_000);
        Awaitility.await().until(() -> ledger.database.number("select sum(duplicates) from ingest_position") == 1_000);

        ledger.demandExactly(sent);
        Checkpoint kept =
                Checkpoint.open(Files.readString(ledger.checkpointFile), VerifierKeys.of(ledger.signer.verifier()));
        try (Connection connection = ledger.connect()) {
            assertThat(kept.size()).isEqualTo(1_000);
            assertThat(kept.root()).isEqualTo(new StoredTree(connection).edge().root());
        }
    }

    @Test
    void itGoesOnWhereItStopped() throws Exception {
        ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>(ledger.send(700));
        ledger.awaitSigned(700);
        ledger.stop();
        ledger.start();
        sent.putAll(ledger.send(100));

        ledger.awaitSigned(800);

        ledger.demandExactly(sent);
        assertThat(ledger.database.number("select count(*) from tile")).isEqualTo(3);
    }

    @Test
    void aCrashBetweenInsertAndCommitLosesAndDoublesNothing() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        ledger.start(() -> failing(ledger.connect(), commits));
        Map<UUID, byte[]> sent = new HashMap<>();
        for (int round = 0; round < 10; round++) {
            sent.putAll(ledger.send(100));
        }

        ledger.awaitSigned(1_000);

        assertThat(commits.get()).isGreaterThan(5);
        ledger.demandExactly(sent);
    }

    /** A connection that breaks instead of committing, every third time. */
    private static Connection failing(Connection connection, AtomicInteger commits) {
        return (Connection) Proxy.newProxyInstance(
                SequencerTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && commits.incrementAndGet() % 6 == 5) {
                        connection.close();
                        throw new SQLException("the machine went down");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void killedSessionsLoseAndDoubleNothing() throws Exception {
        ledger.start();
        ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>();
        for (int round = 0; round < 10; round++) {
            sent.putAll(ledger.send(300));
            ledger.topic.send(sent);
            ledger.database.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    + " and granted and pid <> pg_backend_pid()"
                    + " and database = (select oid from pg_database where datname = current_database())");
        }

        ledger.awaitSigned(3_000);

        ledger.demandExactly(sent);
        assertThat(ledger.database.number("select epoch from sequencer")).isGreaterThan(1);
    }

    @Test
    void oneLeadsAndTheOtherTakesOver() throws Exception {
        RunningLedger.Started first = ledger.start(ledger::connect);
        RunningLedger.await(first.sequencer(), SequencerState.Leading.class);
        RunningLedger.Started second = ledger.start(ledger::connect);
        RunningLedger.await(second.sequencer(), SequencerState.Standby.class);
        Map<UUID, byte[]> sent = new HashMap<>(ledger.send(10));
        ledger.awaitSigned(10);

        first.stop();
        RunningLedger.await(second.sequencer(), SequencerState.Leading.class);
        sent.putAll(ledger.send(10));
        ledger.awaitSigned(20);

        assertThat(first.sequencer().state()).isEqualTo(new SequencerState.Stopped());
        assertThat(second.sequencer().state()).isEqualTo(new SequencerState.Leading(2));
        ledger.demandExactly(sent);
    }

    @Test
    void aSequencerOfAnOlderEpochCannotWrite() throws Exception {
        try (Connection connection = ledger.connect();
                Parking parking = new Parking(ledger.topic.parkedTopic(), ledger.topic.producerSettings())) {
            Leadership stale = Leadership.take(connection, Clock.systemUTC()).orElseThrow();
            LedgerBatches batches = ledger.batches(parking);
            LedgerBatches.Progress progress = batches.begin(connection);
            // As if a pooler had given the lock's session to somebody else.
            ledger.database.execute("update sequencer set epoch = epoch + 1");
            UUID id = UUID.randomUUID();
            ConsumerRecord<String, byte[]> event =
                    consumed(id, AuditBodies.decision(id, UUID.randomUUID()).bytes());

            assertThatThrownBy(() -> batches.write(
                            stale, List.of(event), progress, Clock.systemUTC().instant()))
                    .isInstanceOf(FencedException.class);
            assertThat(ledger.leaves()).isZero();
        }
    }

    private static ConsumerRecord<String, byte[]> consumed(UUID id, byte[] body) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("t", 0, 0, id.toString(), body);
        CloudEvents.toRecord("t", AuditTopicFixture.event(id, body)).headers().forEach(record.headers()::add);
        return record;
    }

    @Test
    void aClockThatJumpsLosesNothing() throws Exception {
        ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>();
        for (Duration error : List.of(
                Duration.ZERO,
                Duration.ofDays(45),
                Duration.ofDays(-70),
                Duration.ofHours(-1),
                Duration.ofDays(200),
                Duration.ofSeconds(-30),
                Duration.ZERO)) {
            ledger.moveClock(error);
            sent.putAll(ledger.send(40));
            ledger.awaitSigned(sent.size());
        }

        ledger.demandExactly(sent);
        Checkpoint kept =
                Checkpoint.open(Files.readString(ledger.checkpointFile), VerifierKeys.of(ledger.signer.verifier()));
        assertThat(kept.size()).isEqualTo(sent.size());
    }

    @Test
    void aClockThatIsYearsAheadStopsWritingUntilItIsRight() throws Exception {
        Sequencer sequencer = ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>(ledger.send(10));
        ledger.awaitSigned(10);

        ledger.moveClock(Duration.ofDays(1_000));
        sent.putAll(ledger.send(10));
        RunningLedger.await(sequencer, SequencerState.Recovering.class);
        assertThat(((SequencerState.Recovering) sequencer.state()).why()).contains("a year ahead");
        assertThat(ledger.leaves()).isEqualTo(10);

        ledger.moveClock(Duration.ZERO);
        ledger.awaitSigned(20);
        ledger.demandExactly(sent);
    }
}
