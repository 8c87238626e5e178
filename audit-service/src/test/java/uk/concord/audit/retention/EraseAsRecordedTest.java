package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.SmallLedger;

/** The one way in which records leave the database, and those that it mustn't be. */
class EraseAsRecordedTest {

    private static final Instant THEN = Instant.parse("2018-03-05T12:00:00Z");
    private static final Instant LIMIT = Instant.parse("2018-03-06T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final UUID PATIENT = UUID.fromString("0190a000-0000-7000-8000-000000000001");
    private static final UUID DECISION = UUID.fromString("0190a000-0000-7000-8000-000000000002");
    private static final String NOT_COVERED = "doesn't cover all that was to be deleted";

    private SmallLedger ledger;

    /** Leaves 0 to 3 are decisions of 2018, leaf 4 is a sign-in of then, leaf 5 a decision of today. */
    @BeforeEach
    void writeSome() throws Exception {
        ledger = new SmallLedger();
        ledger.append(THEN, AuditBodies.decision(DECISION, PATIENT).bytes());
        for (int i = 0; i < 3; i++) {
            ledger.append(THEN, decision());
        }
        ledger.append(
                THEN,
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                        .ofType("sign-in")
                        .bytes());
        ledger.append(NOW, decision());
    }

    private static byte[] decision() {
        return AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).bytes();
    }

    @Test
    void exactlyWhatTheErasureNamesGoesAndLeavesStay() throws Exception {
        UUID erasure = signed("decision", "[[0,1],[3,3]]");

        assertThat(ledger.erase(erasure)).isEqualTo(3);

        assertThat(leaves("record")).containsExactly(2L, 4L, 5L, 6L);
        assertThat(leaves("record_organisation")).containsExactly(2L, 2L, 4L, 4L, 5L, 5L);
        assertThat(leaves("leaf")).hasSize(7);
        assertThat(ledger.database.number("select records from erasure where event_id = '" + erasure + "'"))
                .isEqualTo(3);
    }

    @Test
    void doingItAgainDoesNothing() throws Exception {
        UUID erasure = signed("decision", "[[0,1]]");
        ledger.erase(erasure);

        assertThat(ledger.erase(erasure)).isZero();

        assertThat(leaves("record")).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(ledger.database.number("select records from erasure")).isEqualTo(2);
    }

    @Test
    void peopleOfACohortAreForgottenWithIt() throws Exception {
        long part = ledger.append(
                THEN, CohortBodies.part(List.of(PATIENT), List.of()).bytes());
        long other = ledger.append(
                THEN, CohortBodies.part(List.of(PATIENT), List.of()).bytes());
        UUID erasure = signed("cohort-part", "[[" + part + "," + part + "]]");

        ledger.erase(erasure);

        assertThat(leaves("record_patient")).containsExactly(other);
    }

    @Test
    void anErasureThatNoCheckpointCoversIsNotCarriedOut() throws Exception {
        ledger.sign();
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, "decision", LIMIT, NOW, "[[0,1]]"));

        refused(erasure, "No erasure");
    }

    @Test
    void whatIsNoErasureErasesNothing() throws Exception {
        ledger.sign();

        refused(DECISION, "No erasure");
        refused(UUID.randomUUID(), "No erasure");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // One is of another type, of another again, too young, too young, the erasure itself.
                "decision | [[0,4]]",
                "sign-in | [[0,0]]",
                "decision | [[0,5]]",
                "decision | [[0,0],[5,5]]",
                "decision | [[0,0],[6,6]]"
            })
    void anErasureWhoseReasonDoesNotFitErasesNothing(String type, String spans) throws Exception {
        refused(signed(type, spans), "append-only");
    }

    @Test
    void anErasureNeverErasesErasuresHoldsOrWhatTheLedgerSaysOfItsKeys() throws Exception {
        long keys = ledger.append(
                THEN,
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                        .ofType("ledger-key-change")
                        .bytes());
        long hold = ledger.append(THEN, ErasureBodies.hold(UUID.randomUUID(), THEN, "{\"organisation\":\"ZZZ\"}"));

        refused(signed("ledger-key-change", "[[" + keys + "," + keys + "]]"), "append-only");
        refused(signed("legal-hold", "[[" + hold + "," + hold + "]]"), "append-only");
        refused(signed("erasure", "[[" + (hold + 1) + "," + (hold + 1) + "]]"), "append-only");
    }

    @Test
    void anErasureWithALimitAfterItsOwnTimeErasesNothing() throws Exception {
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, "decision", NOW.plusSeconds(60), NOW, "[[5,5]]"));
        ledger.sign();

        refused(erasure, "No erasure");
    }

    @Test
    void anAlteredErasureErasesNothing() throws Exception {
        UUID erasure = signed("decision", "[[0,1]]");
        ledger.database.execute(
                "alter table record_2026_11 disable trigger append_only",
                "update record_2026_11 set body = convert_to(replace(convert_from(body, 'UTF8'), '[[0,1]]', '[[0,3]]'), 'UTF8')"
                        + " where leaf_index = 6",
                "alter table record_2026_11 enable always trigger append_only");

        refused(erasure, "No erasure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"patient\":\"0190a000-0000-7000-8000-000000000001\"}",
                "{\"organisation\":\"P81002\"}",
                "{\"decision_id\":\"0190a000-0000-7000-8000-000000000002\"}",
                "{\"records\":[\"0190a000-0000-7000-8000-000000000002\"]}",
                // One that doesn't say what it covers covers everything.
                "{}",
                "{\"person\":\"Jane\"}",
                // And so does one that doesn't say it so that it can be understood.
                "{\"patient\":\"0190a000-0000-7000-8000-0000000000aa\",\"pseudonyms\":[]}",
                "{\"patient\":\"0190a000-0000-7000-8000-0000000000aa\",\"pseudonyms\":null}",
                "{\"patient\":\"0190a000-0000-7000-8000-0000000000aa\",\"pseudonyms\":\"00112233445566778899aabbccddeeff\"}",
                "{\"organisation\":\"ZZZ\",\"pseudonyms\":{\"a\":\"00112233445566778899aabbccddeeff\"}}",
                "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\",7]}",
                "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\",null]}",
                "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\",\"x\"]}"
            })
    void whatAHoldCoversStaysUntilItIsReleased(String subject) throws Exception {
        UUID erasure = signed("decision", "[[0,2]]");
        UUID hold = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.hold(hold, NOW, subject));

        refused(erasure, "A legal hold covers");

        ledger.append(NOW, ErasureBodies.release(UUID.randomUUID(), NOW, hold));
        assertThat(ledger.erase(erasure)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0190a000-0000-7000-8000-0000000000aa, patient", "00112233445566778899aabbccddeeff, pseudonym"})
    void aHoldOnAPersonCoversTheCohortsInWhichSheIs(String person, String how) throws Exception {
        CohortBodies part = how.equals("patient")
                ? CohortBodies.part(List.of(UUID.fromString(person)), List.of())
                : CohortBodies.part(List.of(), List.of(), person);
        long leaf = ledger.append(THEN, part.bytes());
        UUID erasure = signed("cohort-part", "[[" + leaf + "," + leaf + "]]");
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"" + how + "\":\"" + person + "\"}"));

        refused(erasure, "A legal hold covers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"patient\":\"0190a000-0000-7000-8000-0000000000aa\",\"pseudonym\":\"ffeeddccbbaa99887766554433221100\","
                        + "\"pseudonyms\":[\"ffeeddccbbaa99887766554433221100\", \"00112233445566778899aabbccddeeff\"]}",
                "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\"]}",
                // As holds were written before they named all pseudonyms.
                "{\"patient\":\"0190a000-0000-7000-8000-0000000000aa\",\"pseudonym\":\"00112233445566778899aabbccddeeff\"}"
            })
    void aHoldOnAPersonCoversWhatIsRecordedUnderAnyOfHerPseudonyms(String subject) throws Exception {
        String pseudonym = "00112233445566778899aabbccddeeff";
        long record = ledger.append(
                THEN,
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                        .aboutPseudonym(pseudonym)
                        .bytes());
        long part = ledger.append(
                THEN, CohortBodies.part(List.of(), List.of(), pseudonym).bytes());
        UUID ofRecord = signed("decision", "[[" + record + "," + record + "]]");
        UUID ofPart = signed("cohort-part", "[[" + part + "," + part + "]]");
        UUID ofOthers = signed("decision", "[[0,0]]");
        UUID hold = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.hold(hold, NOW, subject));

        refused(ofRecord, "A legal hold covers");
        refused(ofPart, "A legal hold covers");
        assertThat(ledger.erase(ofOthers)).isEqualTo(1);

        ledger.append(NOW, ErasureBodies.release(UUID.randomUUID(), NOW, hold));
        assertThat(ledger.erase(ofRecord) + ledger.erase(ofPart)).isEqualTo(2);
    }

    @Test
    void aHoldOnSomebodyElseHoldsNothingHere() throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"patient\":\"" + UUID.randomUUID() + "\"}"));
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"organisation\":\"RXL\"}"));
        ledger.append(
                NOW,
                ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\"]}"));

        assertThat(ledger.erase(erasure)).isEqualTo(1);
    }

    @Test
    void whoPlacesAHoldWaitsForAnErasureThatMayNotHaveSeenIt() throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        UUID next = signed("decision", "[[1,1]]");
        try (Connection erasing = ledger.database.asService()) {
            erasing.setAutoCommit(false);
            SmallLedger.erase(erasing, erasure);
            ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"organisation\":\"RXN\"}"));
            CompletableFuture<Void> acknowledged = CompletableFuture.runAsync(this::waitForErasures);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> ledger.database.number(
                                    "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                            + " and database = (select oid from pg_database where datname = current_database())")
                            == 1);
            assertThat(acknowledged).isNotDone();

            erasing.commit();

            acknowledged.join();
        }
        refused(next, "A legal hold covers");
    }

    private void waitForErasures() {
        try (Connection connection = ledger.database.asService();
                Statement statement = connection.createStatement()) {
            statement.execute("select erasure_lock()");
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void aTransactionThatCannotSeeNewHoldsErasesNothing() throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection = ledger.database.asService()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThatThrownBy(() -> SmallLedger.erase(connection, erasure))
                    .hasMessageContaining("reads what is committed");
        }
        assertThat(leaves("record")).contains(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "record_organisation", "record_patient", "record_2018_03", "leaf", "erasure"})
    void theServiceDeletesInNoOtherWay(String table) throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection = ledger.database.asService();
                Statement statement = connection.createStatement()) {
            statement.execute("set concord.erasing = '" + erasure + "'");
            assertThatThrownBy(() -> statement.execute("delete from " + table))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theServiceCannotSayThatSomethingWasErased() throws Exception {
        try (Connection connection = ledger.database.asService();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(
                            "insert into erasure values ('" + UUID.randomUUID() + "', 1, '{[0,5)}', 5, now())"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theVerifierCannotErase() throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection =
                ledger.database.as(ledger.database.database().verifier())) {
            assertThatThrownBy(() -> SmallLedger.erase(connection, erasure)).hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from record where leaf_index = 1",
                "delete from record where leaf_index in (0, 1)",
                "delete from record_2018_03 where leaf_index = 1",
                "delete from record_organisation where leaf_index = 1",
                // Named by the erasure, but its record is still there.
                "delete from record_organisation where leaf_index = 0",
                "delete from record_organisation_2018_03 where leaf_index = 0",
                "delete from leaf where leaf_index = 0",
                "update record set purpose = 'x' where leaf_index = 0",
                "truncate record"
            })
    void evenTheOwnerWhoNamesAnErasureDeletesNothingElse(String sql) throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection =
                        ledger.database.as(ledger.database.database().owner());
                Statement statement = connection.createStatement()) {
            statement.execute("set concord.erasing = '" + erasure + "'");
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
        }
        assertThat(leaves("record")).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "record_organisation", "record_patient"})
    void aMarkThatNamesNoErasureOpensNothing(String table) throws Exception {
        ledger.append(THEN, CohortBodies.part(List.of(PATIENT), List.of()).bytes());
        ledger.sign();
        for (String mark : List.of(DECISION.toString(), UUID.randomUUID().toString(), "yes")) {
            try (Connection connection =
                            ledger.database.as(ledger.database.database().owner());
                    Statement statement = connection.createStatement()) {
                statement.execute("set concord.erasing = '" + mark + "'");
                assertThatThrownBy(() -> statement.execute("delete from " + table))
                        .isInstanceOf(SQLException.class);
            }
        }
        assertThat(leaves(table)).isNotEmpty();
    }

    @Test
    void afterAnErasureTheSameTransactionDeletesNothingMore() throws Exception {
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection =
                        ledger.database.as(ledger.database.database().owner());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            SmallLedger.erase(connection, erasure);
            assertThatThrownBy(() -> statement.execute("delete from record where leaf_index = 0"))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void monthsThatAreMadeLaterAreGuardedAsWell() throws Exception {
        ledger.append(Instant.parse("2017-01-05T12:00:00Z"), decision());
        UUID erasure = signed("decision", "[[0,0]]");
        try (Connection connection =
                        ledger.database.as(ledger.database.database().owner());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("delete from record_2017_01"))
                    .hasMessageContaining("append-only");
            statement.execute("set concord.erasing = '" + erasure + "'");
            assertThatThrownBy(() -> statement.execute("delete from record_2017_01"))
                    .hasMessageContaining(NOT_COVERED);
        }
    }

    /** An erasure record of now that names these, under a checkpoint. */
    private UUID signed(String type, String spans) throws Exception {
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, type, LIMIT, NOW, spans));
        ledger.sign();
        return erasure;
    }

    private void refused(UUID erasure, String why) throws SQLException {
        List<Long> before = leaves("record");
        assertThatThrownBy(() -> ledger.erase(erasure)).hasMessageContaining(why);
        assertThat(leaves("record")).isEqualTo(before);
        assertThat(ledger.database.number("select count(*) from erasure where event_id = '" + erasure + "'"))
                .isZero();
    }

    private List<Long> leaves(String table) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select leaf_index from " + table + " order by 1")) {
            List<Long> leaves = new java.util.ArrayList<>();
            while (rows.next()) {
                leaves.add(rows.getLong(1));
            }
            return leaves;
        }
    }
}
