package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.SmallLedger;

/** What the verifier says of records that are gone: it believes nothing but erasure records that are whole and signed. */
class VerifyErasureTest {

    private static final int RECORDS = 40;

    @TempDir
    Path folder;

    private RunningLedger ledger;
    private Path key;
    private int expected = RECORDS;

    @BeforeEach
    void fillALedger() throws Exception {
        ledger = new RunningLedger(folder);
        key = Files.writeString(folder.resolve("vkey"), ledger.signer.verifier().text());
        ledger.startAny();
        ledger.send(RECORDS);
        ledger.awaitSigned(RECORDS);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void whatWasErasedAsRecordedIsAllRight() throws Exception {
        carryOut(recorded("[[3,5],[9,9]]", now()));

        Outcome outcome = verify();

        assertThat(outcome.text())
                .contains(
                        "All 41 records are as they were recorded. 4 of them were erased, as the ledger itself says.");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void aRowThatSomebodyDeletedIsNamedBesideThoseThatWereErased() throws Exception {
        carryOut(recorded("[[3,5]]", now()));
        attack("delete from record where leaf_index = 6", "delete from record_organisation where leaf_index = 6");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The record of leaf 6 (event ")
                .contains("is gone, and nothing in the ledger says that it was erased")
                .contains("1 places where records are missing")
                .doesNotContain("leaf 4 ");
    }

    @Test
    void anErasureThatWasAlteredCoversNothing() throws Exception {
        carryOut(recorded("[[3,3]]", now()));
        attack(
                "delete from record where leaf_index = 4",
                "delete from record_organisation where leaf_index = 4",
                "update record set body = convert_to(replace(convert_from(body, 'UTF8'), '[[3,3]]', '[[3,4]]'), 'UTF8')"
                        + " where type = 'erasure'");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The record of leaf 3 (event ")
                .contains("The record of leaf 4 (event ")
                .contains("The record of leaf 40 (event ")
                .contains("isn't the one that was recorded")
                .contains("2 places where records are missing")
                .contains("1 records whose content was altered");
    }

    @Test
    void anErasureThatNobodySignedCoversNothing() throws Exception {
        UUID erasure = recorded("[[3,3]]", now());
        ledger.stop();
        // As if the one who erased had only the database: no checkpoint over the erasure is signed, neither there nor
        // outside.
        attack(
                "delete from checkpoint where tree_size > " + RECORDS,
                "delete from record where leaf_index = 3",
                "delete from record_organisation where leaf_index = 3");
        Path outside =
                Files.writeString(folder.resolve("older"), text("select note from checkpoint where tree_size = 40"));

        Outcome outcome = verify(outside);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The record of leaf 3 (event ")
                .contains("is gone, and nothing in the ledger");
        assertThat(erasure).isNotNull();
    }

    @Test
    void anErasureUnderAForgedCheckpointCoversNothing() throws Exception {
        UUID erasure = recorded("[[3,3]]", now());
        ledger.stop();
        Path outside =
                Files.writeString(folder.resolve("older"), text("select note from checkpoint where tree_size = 40"));
        attack(
                "update checkpoint set note = replace(note, e'\\n41\\n', e'\\n42\\n') where tree_size > " + RECORDS,
                "delete from record where leaf_index = 3",
                "delete from record_organisation where leaf_index = 3");

        Outcome outcome = verify(outside);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The erasure record of leaf 40 (event " + erasure + ") names 1 records that are gone,"
                        + " but no signature that agrees with the ledger covers it.");
    }

    @Test
    void anErasureThatWaitsIsNoFindingBeforeItsBound() throws Exception {
        recorded("[[3,5]]", now().minus(ErasureClaims.CARRIED_OUT_WITHIN).plus(Duration.ofMinutes(10)));

        assertThat(verify().text())
                .contains("All 41 records are as they were recorded. ")
                .doesNotContain("erased");
    }

    @Test
    void anErasureThatWasNeverCarriedOutIsNamed() throws Exception {
        UUID erasure = recorded("[[3,5]]", now().minus(Duration.ofHours(25)));

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The erasure record of leaf 40 (event " + erasure + ") names 3 records that are still there")
                .contains("1 erasures that were not carried out");
    }

    @Test
    void anErasureThatAHoldStopsIsNoFinding() throws Exception {
        UUID hold = UUID.randomUUID();
        send(hold, ErasureBodies.hold(hold, now(), "{\"records\":[\"" + event(4) + "\"]}"));
        recorded("[[3,5]]", now().minus(Duration.ofHours(25)));

        assertThat(verify().status()).isZero();
    }

    @Test
    void searchEntriesThatAreLeftOfAnErasedRecordAreNamed() throws Exception {
        carryOut(recorded("[[3,3]]", now()));
        attack("insert into record_organisation select 'RXN', leaf_index, recorded_at from leaf where leaf_index = 3");

        Outcome outcome = verify();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text()).contains("1 rows of record_organisation have no record.");
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The id of an erasure of decisions that is in the ledger, signed, and not carried out. */
    private UUID recorded(String spans, Instant at) throws Exception {
        UUID erasure = UUID.randomUUID();
        send(erasure, ErasureBodies.erasure(erasure, "decision", now(), at, spans));
        return erasure;
    }

    private void send(UUID id, byte[] body) throws Exception {
        ledger.send(id, body);
        ledger.awaitSigned(++expected);
    }

    private void carryOut(UUID erasure) throws SQLException {
        try (Connection connection = ledger.database.asService()) {
            assertThat(SmallLedger.erase(connection, erasure)).isPositive();
        }
    }

    private UUID event(int leaf) throws SQLException {
        return UUID.fromString(text("select event_id from leaf where leaf_index = " + leaf));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void attack(String... statements) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            triggers(statement, "disable");
            for (String sql : statements) {
                assertThat(statement.executeUpdate(sql)).isPositive();
            }
            triggers(statement, "enable always");
        }
    }

    private static void triggers(Statement statement, String what) throws SQLException {
        statement.execute(
                "do $$ declare t pg_catalog.record; begin for t in select tgrelid::regclass as made, tgname from pg_trigger"
                        + " where tgname like 'append\\_only%' loop execute format('alter table %s " + what
                        + " trigger %I', t.made, t.tgname); end loop; end $$");
    }

    private Outcome verify() {
        return verify(ledger.checkpointFile);
    }

    private Outcome verify(Path checkpoint) {
        return Outcome.of(ledger, key, checkpoint);
    }
}
