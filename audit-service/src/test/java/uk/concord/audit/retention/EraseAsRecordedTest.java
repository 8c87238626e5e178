package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.concord.audit.retention.LedgerWithErasures.DECISION;
import static uk.concord.audit.retention.LedgerWithErasures.LIMIT;
import static uk.concord.audit.retention.LedgerWithErasures.NOW;
import static uk.concord.audit.retention.LedgerWithErasures.PATIENT;
import static uk.concord.audit.retention.LedgerWithErasures.THEN;
import static uk.concord.audit.retention.LedgerWithErasures.decision;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    private static final String NOT_COVERED = "doesn't cover all that was to be deleted";

    private LedgerWithErasures erasing;
    private SmallLedger ledger;

    @BeforeEach
    void writeSome() throws Exception {
        erasing = new LedgerWithErasures();
        ledger = erasing.ledger;
    }

    @Test
    void exactlyWhatTheErasureNamesGoesAndLeavesStay() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,1],[3,3]]");

        assertThat(ledger.erase(erasure)).isEqualTo(3);

        assertThat(erasing.leaves("record")).containsExactly(2L, 4L, 5L, 6L);
        assertThat(erasing.leaves("record_organisation")).containsExactly(2L, 2L, 4L, 4L, 5L, 5L);
        assertThat(erasing.leaves("leaf")).hasSize(7);
        assertThat(ledger.database.number("select records from erasure where event_id = '" + erasure + "'"))
                .isEqualTo(3);
    }

    @Test
    void doingItAgainDoesNothing() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,1]]");
        ledger.erase(erasure);

        assertThat(ledger.erase(erasure)).isZero();

        assertThat(erasing.leaves("record")).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(ledger.database.number("select records from erasure")).isEqualTo(2);
    }

    @Test
    void peopleOfACohortAreForgottenWithIt() throws Exception {
        long part = ledger.append(
                THEN, CohortBodies.part(List.of(PATIENT), List.of()).bytes());
        long other = ledger.append(
                THEN, CohortBodies.part(List.of(PATIENT), List.of()).bytes());
        UUID erasure = erasing.signed("cohort-part", "[[" + part + "," + part + "]]");

        ledger.erase(erasure);

        assertThat(erasing.leaves("record_patient")).containsExactly(other);
    }

    @Test
    void anErasureThatNoCheckpointCoversIsNotCarriedOut() throws Exception {
        ledger.sign();
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, "decision", LIMIT, NOW, "[[0,1]]"));

        erasing.refused(erasure, "No erasure");
    }

    @Test
    void whatIsNoErasureErasesNothing() throws Exception {
        ledger.sign();

        erasing.refused(DECISION, "No erasure");
        erasing.refused(UUID.randomUUID(), "No erasure");
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
        erasing.refused(erasing.signed(type, spans), "append-only");
    }

    @Test
    void anErasureNeverErasesErasuresHoldsOrWhatTheLedgerSaysOfItsKeys() throws Exception {
        long keys = ledger.append(
                THEN,
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                        .ofType("ledger-key-change")
                        .bytes());
        long hold = ledger.append(THEN, ErasureBodies.hold(UUID.randomUUID(), THEN, "{\"organisation\":\"ZZZ\"}"));

        erasing.refused(erasing.signed("ledger-key-change", "[[" + keys + "," + keys + "]]"), "append-only");
        erasing.refused(erasing.signed("legal-hold", "[[" + hold + "," + hold + "]]"), "append-only");
        erasing.refused(erasing.signed("erasure", "[[" + (hold + 1) + "," + (hold + 1) + "]]"), "append-only");
    }

    @Test
    void anErasureWithALimitAfterItsOwnTimeErasesNothing() throws Exception {
        UUID erasure = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.erasure(erasure, "decision", NOW.plusSeconds(60), NOW, "[[5,5]]"));
        ledger.sign();

        erasing.refused(erasure, "No erasure");
    }

    @Test
    void anAlteredErasureErasesNothing() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,1]]");
        ledger.database.execute(
                "alter table record_2026_11 disable trigger append_only",
                "update record_2026_11 set body = convert_to(replace(convert_from(body, 'UTF8'), '[[0,1]]', '[[0,3]]'), 'UTF8')"
                        + " where leaf_index = 6",
                "alter table record_2026_11 enable always trigger append_only");

        erasing.refused(erasure, "No erasure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "record_organisation", "record_patient", "record_2018_03", "leaf", "erasure"})
    void theServiceDeletesInNoOtherWay(String table) throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,0]]");
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
        UUID erasure = erasing.signed("decision", "[[0,0]]");
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
        UUID erasure = erasing.signed("decision", "[[0,0]]");
        try (Connection connection =
                        ledger.database.as(ledger.database.database().owner());
                Statement statement = connection.createStatement()) {
            statement.execute("set concord.erasing = '" + erasure + "'");
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
        }
        assertThat(erasing.leaves("record")).hasSize(7);
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
        assertThat(erasing.leaves(table)).isNotEmpty();
    }

    @Test
    void afterAnErasureTheSameTransactionDeletesNothingMore() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,0]]");
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
        UUID erasure = erasing.signed("decision", "[[0,0]]");
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
}
