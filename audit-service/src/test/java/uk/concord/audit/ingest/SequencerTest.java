package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeHashing;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.kernel.event.CloudEvents;

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

        assertLedgerHoldsExactly(sent);
        Checkpoint kept = Checkpoint.open(Files.readString(ledger.checkpointFile), ledger.signer.verifier());
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

        assertLedgerHoldsExactly(sent);
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
        assertLedgerHoldsExactly(sent);
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

        assertLedgerHoldsExactly(sent);
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
        assertLedgerHoldsExactly(sent);
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
    void nothingIsSignedOverARestoredOlderDatabase() throws Exception {
        ledger.start();
        ledger.send(20);
        ledger.awaitSigned(20);
        ledger.stop();
        ledger.database.execute(
                "alter table leaf disable trigger all",
                "alter table checkpoint disable trigger all",
                "delete from leaf where leaf_index >= 15",
                "delete from checkpoint where tree_size > 15",
                "alter table leaf enable always trigger append_only",
                "alter table checkpoint enable always trigger append_only");
        String kept = Files.readString(ledger.checkpointFile);

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("20 records", "only 15", "the newest 5 are missing");
        assertThat(Files.readString(ledger.checkpointFile)).isEqualTo(kept);
        assertThat(ledger.leaves()).isEqualTo(15);
    }

    @Test
    void nothingIsSignedOverAnAlteredTree() throws Exception {
        ledger.start();
        ledger.send(20);
        ledger.awaitSigned(20);
        ledger.stop();
        ledger.database.execute(
                "alter table leaf disable trigger all",
                "update leaf set leaf_hash = sha256('altered') where leaf_index = 3",
                "alter table leaf enable always trigger append_only");

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("the ledger was altered");
    }

    @Test
    void nothingIsSignedWhenTheOutsideCheckpointIsGone() throws Exception {
        ledger.start();
        ledger.send(5);
        ledger.awaitSigned(5);
        ledger.stop();
        Files.delete(ledger.checkpointFile);

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("is missing").contains(ledger.checkpointFile.toString());
        assertThat(ledger.checkpointFile).doesNotExist();
    }

    @Test
    void eventsThatKafkaNoLongerHasAreNotSkippedSilently() throws Exception {
        ledger.start();
        ledger.send(50);
        ledger.awaitSigned(50);
        ledger.stop();
        ledger.send(50);
        ledger.topic.forget();

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("Records may be lost");
        assertThat(ledger.leaves()).isEqualTo(50);
    }

    @Test
    void poisonIsParkedAndItsPartitionGoesOn() throws Exception {
        ledger.start();
        UUID id = UUID.randomUUID();
        String good = AuditBodies.decision(id, UUID.randomUUID()).json();
        sendTo0(null, "no event".getBytes(StandardCharsets.UTF_8));
        sendTo0(id, "{\"schema\":".getBytes(StandardCharsets.UTF_8));
        sendTo0(id, good.replace("concord-audit/1", "concord-audit/9").getBytes(StandardCharsets.UTF_8));
        sendTo0(UUID.randomUUID(), good.getBytes(StandardCharsets.UTF_8));
        sendTo0(id, good.getBytes(StandardCharsets.UTF_8));
        sendTo0(id, good.replace("permit", "deny").getBytes(StandardCharsets.UTF_8));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ledger.database.number("select count(*) from parked") == 5);
        ledger.awaitSigned(1);

        assertThat(ledger.topic.parked())
                .extracting(event -> header(event, "parked_reason"))
                .containsExactly(
                        "the header ce_specversion is missing",
                        "it isn't well-formed JSON",
                        "its schema isn't concord-audit/1",
                        "the record's id isn't the event's ce_id",
                        Batch.OTHER_BODY);
        assertThat(ledger.topic.parked())
                .extracting(event -> header(event, "parked_from"))
                .startsWith(ledger.topic.topic + "/0/0");
        assertThat(ledger.topic.parked().getFirst().value()).asString().isEqualTo("no event");
        assertThat(ledger.database.number("select parked from ingest_position where partition = 0"))
                .isEqualTo(5);
        assertThat(ledger.database.number("select recorded from ingest_position where partition = 0"))
                .isEqualTo(1);
        assertThat(ledger.meters.counter("concord.audit.contradictions").count())
                .isEqualTo(1);
    }

    private void sendTo0(UUID id, byte[] body) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(ledger.topic.topic, 0, "key", body);
        if (id != null) {
            CloudEvents.toRecord(ledger.topic.topic, AuditTopicFixture.event(id, body))
                    .headers()
                    .forEach(record.headers()::add);
        }
        ledger.topic.send(record);
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

        assertLedgerHoldsExactly(sent);
        Checkpoint kept = Checkpoint.open(Files.readString(ledger.checkpointFile), ledger.signer.verifier());
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
        assertLedgerHoldsExactly(sent);
    }

    @Test
    void textThatPostgresCannotStoreKeepsNoRecordOut() throws Exception {
        ledger.start();
        UUID id = UUID.randomUUID();
        byte[] body = AuditBodies.decision(id, UUID.randomUUID())
                .answered("TR\\u0000EAT\\ud800", "permit")
                .bytes();
        ledger.topic.send(Map.of(id, body));

        ledger.awaitSigned(1);

        assertLedgerHoldsExactly(Map.of(id, body));
        assertThat(ledger.database.number("select count(*) from record where purpose = 'TR\uFFFDEAT?'"))
                .isEqualTo(1);
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String refusal(Sequencer sequencer) {
        return ((SequencerState.Refusing) sequencer.state()).why();
    }

    private void assertLedgerHoldsExactly(Map<UUID, byte[]> sent) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select l.leaf_index, l.event_id, l.leaf_hash, r.salt, r.body"
                        + " from leaf l join record r using (leaf_index, recorded_at) order by l.leaf_index")) {
            long next = 0;
            while (rows.next()) {
                assertThat(rows.getLong(1)).isEqualTo(next++);
                UUID id = rows.getObject(2, UUID.class);
                assertThat(rows.getBytes(5)).isEqualTo(sent.get(id));
                Hash commitment = LedgerEntry.commit(rows.getBytes(4), rows.getBytes(5));
                assertThat(rows.getBytes(3))
                        .isEqualTo(TreeHashing.leaf(new LedgerEntry(id, commitment).bytes())
                                .bytes());
            }
            assertThat(next).isEqualTo(sent.size());
        }
    }
}
