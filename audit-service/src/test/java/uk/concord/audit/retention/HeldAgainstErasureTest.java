package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uk.concord.audit.retention.LedgerWithErasures.NOW;
import static uk.concord.audit.retention.LedgerWithErasures.THEN;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

/** What a legal hold covers, the database lets nobody erase. */
class HeldAgainstErasureTest {

    private LedgerWithErasures erasing;
    private SmallLedger ledger;

    @BeforeEach
    void writeSome() throws Exception {
        erasing = new LedgerWithErasures();
        ledger = erasing.ledger;
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
        UUID erasure = erasing.signed("decision", "[[0,2]]");
        UUID hold = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.hold(hold, NOW, subject));

        erasing.refused(erasure, "A legal hold covers");

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
        UUID erasure = erasing.signed("cohort-part", "[[" + leaf + "," + leaf + "]]");
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"" + how + "\":\"" + person + "\"}"));

        erasing.refused(erasure, "A legal hold covers");
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
        UUID ofRecord = erasing.signed("decision", "[[" + record + "," + record + "]]");
        UUID ofPart = erasing.signed("cohort-part", "[[" + part + "," + part + "]]");
        UUID ofOthers = erasing.signed("decision", "[[0,0]]");
        UUID hold = UUID.randomUUID();
        ledger.append(NOW, ErasureBodies.hold(hold, NOW, subject));

        erasing.refused(ofRecord, "A legal hold covers");
        erasing.refused(ofPart, "A legal hold covers");
        assertThat(ledger.erase(ofOthers)).isEqualTo(1);

        ledger.append(NOW, ErasureBodies.release(UUID.randomUUID(), NOW, hold));
        assertThat(ledger.erase(ofRecord) + ledger.erase(ofPart)).isEqualTo(2);
    }

    @Test
    void aHoldOnSomebodyElseHoldsNothingHere() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,0]]");
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"patient\":\"" + UUID.randomUUID() + "\"}"));
        ledger.append(NOW, ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"organisation\":\"RXL\"}"));
        ledger.append(
                NOW,
                ErasureBodies.hold(UUID.randomUUID(), NOW, "{\"pseudonyms\":[\"00112233445566778899aabbccddeeff\"]}"));

        assertThat(ledger.erase(erasure)).isEqualTo(1);
    }

    @Test
    void whoPlacesAHoldWaitsForAnErasureThatMayNotHaveSeenIt() throws Exception {
        UUID erasure = erasing.signed("decision", "[[0,0]]");
        UUID next = erasing.signed("decision", "[[1,1]]");
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
        erasing.refused(next, "A legal hold covers");
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
        UUID erasure = erasing.signed("decision", "[[0,0]]");
        try (Connection connection = ledger.database.asService()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThatThrownBy(() -> SmallLedger.erase(connection, erasure))
                    .hasMessageContaining("reads what is committed");
        }
        assertThat(erasing.leaves("record")).contains(0L);
    }
}
