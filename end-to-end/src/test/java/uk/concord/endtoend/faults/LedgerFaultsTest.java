package uk.concord.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.LedgerVerification;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;
import uk.concord.stack.testing.TestStack.Fault;
import uk.concord.stack.testing.TestStack.Part;

/**
 * Two instances of audit-service take what is sent to Kafka into one ledger, while they, PostgreSQL and Kafka are killed at random
 * instants. Nothing acknowledged is missing or there twice, and every checkpoint that an outsider ever saw is one of the final
 * tree's. A few rounds run with the build; {@code ./concord faults} makes 200, and {@code -Dconcord.seed} repeats a run.
 */
class LedgerFaultsTest {

    private static final int ROUNDS = Integer.getInteger("concord.faults.rounds", 5);
    private static final long SEED = Long.getLong("concord.seed", System.nanoTime());
    private static final Duration BACK_WITHIN = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> done = new TreeMap<>();
    private TestStack stack;
    private TestDatabase database;
    private Secrets secrets;
    private Path checkpoint;
    private List<AuditInstance> instances;

    @BeforeEach
    void start() {
        stack = TestStack.own();
        database = stack.database("audit");
        secrets = Secrets.in(folder.resolve("secrets"));
        checkpoint = folder.resolve("checkpoint");
        instances = List.of(instance("one"), instance("two"));
    }

    private AuditInstance instance(String name) {
        return new AuditInstance(folder.resolve(name), database, stack.bootstrapServers(), secrets, checkpoint);
    }

    @AfterEach
    void stop() {
        instances.forEach(AuditInstance::close);
        stack.close();
    }

    @Test
    void nothingIsLostOrTwiceAndNoCheckpointIsEverContradicted() throws Exception {
        System.out.printf("faults: %d rounds, seed %d (-Dconcord.seed)%n", ROUNDS, SEED);
        instances.forEach(AuditInstance::start);
        Set<UUID> sent;
        Set<UUID> acknowledged;
        try (SeenCheckpoints seen = new SeenCheckpoints(instances, secrets.ledgerPublicKey()).start();
                Load load = new Load(stack.bootstrapServers(), new Random(SEED)).start()) {
            seen.awaitMoreThan(0, BACK_WITHIN);
            for (int round = 1; round <= ROUNDS; round++) {
                long before = seen.newest();
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(700)).toNanos());
                String fault = oneFault();
                done.merge(fault, 1, Integer::sum);
                awaitMoreThan(before, seen, load);
                assertThat(seen.faults()).isEmpty();
                if (round % 10 == 0 || round == ROUNDS) {
                    System.out.printf(
                            "faults: round %d of %d, %d records acknowledged, %d signed, so far %s%n",
                            round, ROUNDS, load.acknowledged().size(), seen.newest(), done);
                }
            }
            load.end();
            sent = load.sent();
            acknowledged = load.acknowledged();
            await().atMost(BACK_WITHIN).until(() -> holds(acknowledged) && seen.newest() == leaves());
            assertThat(seen.faults()).isEmpty();

            assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 10);
            assertLeavesAre(sent, acknowledged, seen.roots());
            assertVerifierAgreesWith(seen.newestNote());
        }
    }

    private void awaitMoreThan(long before, SeenCheckpoints seen, Load load) {
        try {
            await().atMost(BACK_WITHIN).pollInterval(Duration.ofMillis(50)).until(() -> {
                for (AuditInstance instance : instances) {
                    if (instance.startAgainIfEnded()) {
                        done.merge("an instance that had ended started again", 1, Integer::sum);
                    }
                }
                return seen.newest() > before || !seen.faults().isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no checkpoint over more than " + before + " records came within " + BACK_WITHIN.toSeconds()
                            + " s; sent " + load.sent().size() + ", acknowledged "
                            + load.acknowledged().size() + ", faults so far " + done + "\n"
                            + instances.stream().map(AuditInstance::told).collect(Collectors.joining("\n\n")),
                    e);
        }
    }

    private String oneFault() throws Exception {
        AuditInstance one = instances.get(random.nextInt(instances.size()));
        return switch (random.nextInt(10)) {
            case 0 -> {
                instances.forEach(AuditInstance::kill);
                instances.forEach(AuditInstance::start);
                yield "both instances killed";
            }
            case 1, 2 -> {
                // What "pg_ctl stop -m immediate" sends: every session ends as in a crash.
                new ProcessBuilder("kill", "-s", "QUIT", Long.toString(stack.pid("postgres")))
                        .start()
                        .waitFor();
                pause(1_000);
                stack.tell(Part.POSTGRES, Fault.RESTART);
                yield "PostgreSQL stopped immediately";
            }
            case 3 -> {
                stack.tell(Part.KAFKA, Fault.KILL);
                pause(2_000);
                stack.tell(Part.KAFKA, Fault.RESTART);
                yield "Kafka killed";
            }
            case 4 -> {
                one.freeze();
                pause(4_000);
                one.thaw();
                yield "an instance frozen";
            }
            default -> {
                one.kill();
                one.start();
                yield "an instance killed";
            }
        };
    }

    private void pause(int most) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(most)).toNanos());
    }

    private boolean holds(Set<UUID> wanted) throws SQLException {
        return leafIds().containsAll(wanted);
    }

    private Set<UUID> leafIds() throws SQLException {
        Set<UUID> ids = new HashSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select event_id from leaf")) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private long leaves() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from leaf")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(),
                database.superuser().role(),
                database.superuser().password());
    }

    private void assertLeavesAre(Set<UUID> sent, Set<UUID> acknowledged, Map<Long, String> seen) throws SQLException {
        Roots tree = new Roots();
        Set<UUID> ids = new HashSet<>();
        Map<Long, String> wrong = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select l.leaf_index, l.event_id, l.leaf_hash, r.leaf_index"
                        + " from leaf l left join record r on r.leaf_index = l.leaf_index order by l.leaf_index")) {
            long size = 0;
            while (row.next()) {
                assertThat(row.getLong(1)).isEqualTo(size);
                assertThat(row.getObject(4)).as("record of leaf %d", size).isNotNull();
                assertThat(ids.add(row.getObject(2, UUID.class))).isTrue();
                tree.add(row.getBytes(3));
                size++;
                String root = seen.get(size);
                if (root != null && !root.equals(tree.root())) {
                    wrong.put(size, root);
                }
            }
            assertThat(seen.keySet()).allMatch(known -> known <= ids.size());
        }
        assertThat(wrong).as("checkpoints that the final tree contradicts").isEmpty();
        assertThat(ids).containsAll(acknowledged);
        assertThat(sent).containsAll(ids);
        System.out.printf(
                "faults: %d records acknowledged, %d in the ledger, %d checkpoints seen, all of the final tree%n",
                acknowledged.size(), ids.size(), seen.size());
    }

    private void assertVerifierAgreesWith(String note) throws Exception {
        Path kept = Files.writeString(folder.resolve("kept-outside"), note);
        ProcessBuilder builder = LedgerVerification.program(
                ProjectFolder.here(),
                new LedgerVerification.Ledger(
                        database.jdbcUrl(),
                        database.verifier().role(),
                        database.verifier().password(),
                        secrets.ledgerPublicKey(),
                        kept));
        Process verifier = builder.redirectErrorStream(true).start();
        String said = new String(verifier.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(verifier.waitFor()).as(said).isZero();
    }

    @Test
    void anOlderBackupIsNeverSignedOver() throws Exception {
        AuditInstance one = instances.getFirst();
        one.start();
        String backup = database.name() + "_backup";
        try (SeenCheckpoints seen = new SeenCheckpoints(List.of(one), secrets.ledgerPublicKey()).start();
                Load load = new Load(stack.bootstrapServers(), new Random(SEED)).start()) {
            seen.awaitMoreThan(100, BACK_WITHIN);
            one.stop();
            asSuperuser("create database " + backup + " template " + database.name());
            long inBackup = seen.newest();
            one.start();
            seen.awaitMoreThan(inBackup + 100, BACK_WITHIN);
            one.stop();
            // What it signed last may have been served to nobody.
            long signed = Long.parseLong(Files.readAllLines(checkpoint).get(1));

            asSuperuser(
                    "drop database " + database.name() + " with (force)",
                    "alter database " + backup + " rename to " + database.name());
            one.start();

            await().atMost(BACK_WITHIN).until(() -> one.health().contains("refuses"));
            // It goes on refusing while records come that would make the tree as large as what was signed, and larger.
            await().during(Duration.ofSeconds(5))
                    .atMost(BACK_WITHIN)
                    .until(() -> one.health().contains("refuses"));
            assertThat(one.health()).contains("was signed over " + signed + " records");
            assertThat(seen.newest()).isLessThanOrEqualTo(signed);
            assertThat(seen.faults()).isEmpty();
            assertThat(newestSignedInDatabase()).isLessThanOrEqualTo(signed);
        }
    }

    private long newestSignedInDatabase() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(tree_size) from checkpoint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void asSuperuser(String... statements) throws SQLException {
        String server = database.jdbcUrl().substring(0, database.jdbcUrl().lastIndexOf('/')) + "/postgres";
        try (Connection connection = DriverManager.getConnection(
                        server,
                        database.superuser().role(),
                        database.superuser().password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
