package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.LedgerDatabase;

/** Attacks by somebody with the highest rights on the database. */
class VerifyMainTest {

    private static final int RECORDS = 600;
    private static final Pattern RANGE =
            Pattern.compile("The ledger was rewritten: at least one record between leaf ([0-9]+) and leaf ([0-9]+) ");
    private static final String FREE = "set session_replication_role = replica";

    @TempDir
    Path folder;

    private RunningLedger ledger;
    private Path key;

    @BeforeEach
    void fillALedger() throws Exception {
        ledger = new RunningLedger(folder);
        key = Files.writeString(folder.resolve("vkey"), ledger.signer.verifier().text());
        ledger.fill(RECORDS);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void anUntouchedLedgerIsRight() {
        Outcome outcome = verify();

        assertThat(outcome.text()).contains("All 600 records are as they were recorded");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void anAlteredRecordIsNamed() throws SQLException {
        UUID event = eventAt(123);
        attack("update record set body = convert_to(replace(convert_from(body, 'UTF8'), 'permit\"', 'deny\"'), 'UTF8')"
                + " where leaf_index = 123");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The record of leaf 123 (event " + event + ") isn't the one that was recorded")
                .contains("don't say what its record says: outcome.")
                .contains("1 records whose content was altered");
    }

    @Test
    void alteredSearchColumnsAreNamed() throws SQLException {
        attack(
                "update record set organisations = '{RXL}', purpose = 'HRESCH' where leaf_index = 5",
                "delete from record_organisation where leaf_index = 6 and organisation = 'RXN'");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The search columns of leaf 5 (event " + eventAt(5))
                .contains("organisations, purpose.")
                .contains("The search entries of leaf 6 (event " + eventAt(6));
    }

    @Test
    void whoIsTakenOutOfTheSearchOfACohortIsMissed() throws Exception {
        CohortBodies part = CohortBodies.part(List.of(UUID.randomUUID(), UUID.randomUUID()), List.of());
        ledger.startAny();
        ledger.send(part.id(), part.bytes());
        ledger.awaitSigned(RECORDS + 1);
        ledger.stop();
        assertThat(verify().status()).isZero();

        attack("delete from record_patient where person = '" + part.allowed().getFirst() + "'");

        assertThat(verify().text()).contains("by the people whom it names were altered");
    }

    @Test
    void aRecomputedTreeContradictsWhatWasSigned() throws SQLException {
        rewriteWithRecordAltered(400);

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        // A slow machine signs at more sizes than 300 and 600.
        Matcher range = RANGE.matcher(outcome.text());
        assertThat(range.find()).as(outcome.text()).isTrue();
        assertThat(Integer.parseInt(range.group(1))).isBetween(300, 400);
        assertThat(Integer.parseInt(range.group(2))).isBetween(400, 599);
        assertThat(outcome.text())
                .contains("The first " + range.group(1) + " records are as they were signed.")
                .doesNotContain("isn't the one that was recorded");
    }

    @Test
    void aRecomputedTreeWithAllItsCheckpointsGoneContradictsTheOneKeptOutside() throws SQLException {
        rewriteWithRecordAltered(400);
        attack("delete from checkpoint");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The checkpoint that was kept outside over 600 records has another root")
                .contains("between leaf 0 and leaf 599");
    }

    @Test
    void deletedNewestRecordsAreMissed() throws SQLException {
        attack(
                "delete from record where leaf_index >= 590",
                "delete from record_organisation where leaf_index >= 590",
                "delete from leaf where leaf_index >= 590",
                "delete from checkpoint where tree_size > 590");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text()).contains("The newest 10 records (leaf 590 to 599) are missing");
    }

    @Test
    void recordsDeletedInTheMiddleAreMissed() throws SQLException {
        attack("delete from leaf where leaf_index between 10 and 11");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text()).contains("Leaves 10 to 11 are missing.").contains("2 rows of record have no leaf.");
    }

    @Test
    void aHoleThatNobodyCanWalkThroughIsNamedAtOnce() throws SQLException {
        attack(
                "insert into leaf select 8000000000000000000, gen_random_uuid(), commitment, leaf_hash, recorded_at from leaf"
                        + " where leaf_index = 0");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text()).contains("Leaves 600 to 7999999999999999999 are missing.");
    }

    @Test
    void aLeafInFrontOfTheFirstIsNamed() throws SQLException {
        ledger.database.execute("alter table leaf drop constraint leaf_leaf_index_check");
        attack("insert into leaf select -5000, gen_random_uuid(), commitment, leaf_hash, recorded_at from leaf"
                + " where leaf_index = 0");

        assertThat(verify().text()).contains("leaf -5000 ");
    }

    @Test
    void aLeafThatIsNoneIsToldAndNotThrown() throws SQLException {
        ledger.database.execute("alter table leaf drop constraint leaf_commitment_check");
        attack("update leaf set commitment = 'x' where leaf_index = 3");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.text()).contains("CAN'T CHECK: A hash has 32 bytes, not 1");
    }

    @Test
    void anErasedBodyIsMissed() throws SQLException {
        attack("delete from record where leaf_index = 7", "delete from record_organisation where leaf_index = 7");

        assertThat(verify().text())
                .contains("The record of leaf 7 (event " + eventAt(7))
                .contains("is gone");
    }

    @Test
    void alteredLeavesTilesAndCheckpointsAreNamed() throws SQLException {
        attack(
                "update leaf set leaf_hash = sha256('x') where leaf_index = 8",
                "update tile set root = sha256('x') where tile_index = 1",
                "update checkpoint set note = replace(note, e'\\n600\\n', e'\\n599\\n') where tree_size = 600");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The hash of leaf 8 ")
                .contains("Tile 1 of level 0")
                .contains("The stored checkpoint over 600 records was not signed by the log");
    }

    @Test
    void withoutKeyCheckpointOrDatabaseNothingIsSaid() throws Exception {
        Path none = folder.resolve("none");
        Path forged = Files.writeString(
                folder.resolve("forged"),
                Files.readString(ledger.checkpointFile).replace("\n600\n", "\n599\n"));

        assertThat(verify(none, ledger.checkpointFile).status()).isEqualTo(2);
        assertThat(verify(key, none).status()).isEqualTo(2);
        assertThat(verify(key, forged).status()).isEqualTo(2);
        assertThat(Outcome.of("--jdbc-url", "x").status()).isEqualTo(2);
        assertThat(Outcome.of("--what").text()).contains("Usage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a key",
                "",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k until soon",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "\u00ff"
            })
    void aFileWithoutAUsableKeyIsNamed(String content) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.vkey"), content, StandardCharsets.ISO_8859_1);

        Outcome outcome = verify(broken, ledger.checkpointFile);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.text()).startsWith("CAN'T CHECK: the file with the keys, " + broken + ", ");
    }

    @Test
    void aFileWithKeysThatIsNotThereIsNamed() {
        Path none = folder.resolve("none");

        assertThat(verify(none, ledger.checkpointFile).text())
                .isEqualTo("CAN'T CHECK: the file with the keys, " + none + ", isn't there\n");
    }

    /** Alters one record and makes everything that the database holds fit it again. Only the signatures can't be made. */
    private void rewriteWithRecordAltered(int index) throws SQLException {
        TreeEdge tree = new TreeEdge();
        List<Tile> tiles = new ArrayList<>();
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            free(statement);
            byte[] salt = new byte[LedgerEntry.SALT_LENGTH];
            byte[] body;
            try (ResultSet row = statement.executeQuery("select body from record where leaf_index = " + index)) {
                row.next();
                body = new String(row.getBytes(1), StandardCharsets.UTF_8)
                        .replace("RXN asked P81002.", "Nobody asked.")
                        .getBytes(StandardCharsets.UTF_8);
            }
            LedgerEntry forged = new LedgerEntry(eventAt(index), LedgerEntry.commit(salt, body));
            update(connection, "update record set salt = ?, body = ? where leaf_index = " + index, salt, body);
            update(
                    connection,
                    "update leaf set commitment = ?, leaf_hash = ? where leaf_index = " + index,
                    forged.commitment().bytes(),
                    forged.leafHash().bytes());
            try (ResultSet rows = statement.executeQuery("select leaf_hash from leaf order by leaf_index")) {
                while (rows.next()) {
                    tiles.addAll(tree.append(Hash.of(rows.getBytes(1))));
                }
            }
            for (Tile tile : tiles) {
                update(
                        connection,
                        "update tile set hashes = ?, root = ? where level = " + tile.level() + " and tile_index = "
                                + tile.index(),
                        tile.bytes(),
                        tile.root().bytes());
            }
            bind(statement);
        }
    }

    private static void update(Connection connection, String sql, byte[] first, byte[] second) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBytes(1, first);
            update.setBytes(2, second);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private void attack(String... statements) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            free(statement);
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).isPositive();
            }
            bind(statement);
        }
    }

    private static void free(Statement statement) throws SQLException {
        statement.execute(FREE);
        LedgerDatabase.triggers(statement, "disable");
    }

    private static void bind(Statement statement) throws SQLException {
        LedgerDatabase.triggers(statement, "enable always");
    }

    private UUID eventAt(int index) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select event_id from leaf where leaf_index = " + index)) {
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private Outcome verify() {
        return verify(key, ledger.checkpointFile);
    }

    private Outcome verify(Path keyFile, Path checkpoint) {
        return Outcome.of(ledger, keyFile, checkpoint);
    }
}
