package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeHashing;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.OutsideCheckpoint;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.audit.testing.Keys;
import uk.concord.audit.testing.LedgerDatabase;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.stack.testing.TestStack;

/** Sequencers on a real database and topic of a test's own, without the rest of the service. */
public final class RunningLedger implements AutoCloseable {

    public static final String ORIGIN = "ledger.example/test";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    public final LedgerDatabase database = LedgerDatabase.create();
    public final AuditTopicFixture topic;
    public final NoteSigner signer;
    public final Path checkpointFile;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Duration> clockError = new AtomicReference<>(Duration.ZERO);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(clockError.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("everything is in UTC here");
        }
    };
    private final List<Started> running = new ArrayList<>();
    private KeySet keys;

    public RunningLedger(Path folder) throws Exception {
        this(folder, NoteSigner.read(ORIGIN, Keys.writeNew(folder.resolve("key.pem"))));
    }

    /** A ledger that signs with a key that there is already: to whoever verifies, another one's fork. */
    public RunningLedger(Path folder, NoteSigner signer) throws Exception {
        this.topic = new AuditTopicFixture(TestStack.shared().bootstrapServers());
        this.signer = signer;
        this.keys = KeySet.of(signer);
        this.checkpointFile = folder.resolve("checkpoint");
    }

    record Started(Sequencer sequencer, Thread thread, Parking parking) {
        void stop() {
            sequencer.close();
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            parking.close();
        }
    }

    Sequencer start() {
        return start(this::connect).sequencer();
    }

    public void startAny() {
        start();
    }

    Started start(Connections connections) {
        IngestMetrics metrics = new IngestMetrics(meters, clock);
        Positions positions = new Positions(topic.topic);
        Parking parking = new Parking(topic.parkedTopic(), topic.producerSettings());
        Sequencer sequencer = new Sequencer(
                new Sequencer.Parts(
                        connections,
                        connection ->
                                new AuditTopic(topic.topic, topic.consumerSettings(), 2000, positions.read(connection)),
                        batches(parking),
                        new KeyChanges(keys, this::recorded),
                        new CheckpointSigner(keys, new OutsideCheckpoint(checkpointFile), clock),
                        metrics,
                        clock),
                new Sequencer.Timing(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100)));
        Started started = new Started(sequencer, Thread.ofPlatform().daemon().start(sequencer), parking);
        running.add(started);
        return started;
    }

    LedgerBatches batches(Parking parking) {
        return new LedgerBatches(
                new Positions(topic.topic), parking, List.of(), new IngestMetrics(meters, clock), clock);
    }

    /** Whoever starts from now on signs with these keys; by itself the ledger signs with {@link #signer}. */
    public void useKeys(NoteSigner current, @Nullable NoteSigner second, VerifierKeys.Entry... former) {
        this.keys = KeySet.of(current, second, List.of(former));
    }

    /** What checks the signatures of those who start now. */
    public VerifierKeys verifiers() {
        return keys.verifiers();
    }

    /** What the service's own parts make of an entry, without the service. */
    private byte[] recorded(AuditEntry entry) {
        try {
            return JSON.writeValueAsBytes(new AuditRecord(
                    AuditRecord.SCHEMA,
                    UUID.randomUUID(),
                    entry.type(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    "audit-service",
                    null,
                    null,
                    entry.patient(),
                    entry.actor(),
                    entry.organisations(),
                    entry.purpose(),
                    entry.outcome(),
                    entry.decisionId(),
                    entry.summary(),
                    entry.detail()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on the machine's clock is wrong by so much. */
    void moveClock(Duration by) {
        clockError.set(by);
    }

    Connection connect() throws SQLException {
        return database.asService();
    }

    /** Sends this many new records, and returns their bodies by id. */
    public Map<UUID, byte[]> send(int count) throws Exception {
        Map<UUID, byte[]> bodies = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            bodies.put(id, AuditBodies.decision(id, UUID.randomUUID()).bytes());
        }
        topic.send(bodies);
        return bodies;
    }

    /** Records that many, in two halves that are each under a checkpoint, and stops. */
    public void fill(int records) throws Exception {
        startAny();
        send(records / 2);
        awaitSigned(records / 2);
        send(records - records / 2);
        awaitSigned(records);
        stop();
    }

    /** Sends one record. */
    public void send(UUID id, byte[] body) throws Exception {
        topic.send(Map.of(id, body));
    }

    public long leaves() {
        return database.number("select count(*) from leaf");
    }

    /** Waits until that many records are in the ledger and a checkpoint covers them. */
    public void awaitSigned(long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> database.number("select coalesce(max(tree_size), -1) from checkpoint") >= count);
    }

    /** The ledger has these records, each once, without a gap, and each leaf is made of its record. */
    void demandExactly(Map<UUID, byte[]> sent) throws SQLException {
        try (Connection connection = connect();
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

    static void await(Sequencer sequencer, Class<? extends SequencerState> state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state.isInstance(sequencer.state()));
    }

    public void stop() {
        running.forEach(Started::stop);
        running.clear();
    }

    @Override
    public void close() {
        stop();
        topic.close();
    }
}
