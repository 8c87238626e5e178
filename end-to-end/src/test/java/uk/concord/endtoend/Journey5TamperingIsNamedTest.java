package uk.concord.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.concord.endtoend.AuditDatabase.Stored;

/**
 * Somebody with superuser rights on the audit database alters the ledger, in three ways, and {@code ./concord verify} names
 * it each time. audit-service is down meanwhile, so that it isn't it that notices.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(RunningPlatform.class)
class Journey5TamperingIsNamedTest {

    private final Platform platform;
    private final AuditDatabase database;

    Journey5TamperingIsNamedTest(Platform platform) {
        this.platform = platform;
        this.database = new AuditDatabase(platform.auditDatabase(), platform.superuserPassword());
    }

    @BeforeEach
    void theLedgerHoldsDecisionsAndIsRight() {
        String decision = platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(300), "medications"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("context.id");
        await().atMost(Duration.ofSeconds(30)).until(() -> database.holds(decision));
        platform.kill("audit-service");
        Command verified = platform.command("verify");
        assertThat(verified.exitStatus()).as(verified.output()).isZero();
    }

    @AfterEach
    void theServiceIsBack() {
        platform.start("audit-service");
    }

    @Test
    void anAlteredRowIsNamed() {
        Stored original = database.aDecision();
        database.write(original.withOutcomeDeny());
        try {
            assertThatVerifyNames(String.valueOf(original.index()));
        } finally {
            database.write(original);
        }
    }

    @Test
    void anAlteredRowIsNamedEvenIfTheWholeTreeWasMadeAnew() {
        Stored original = database.aDecision();
        var checkpoints = database.removeCheckpoints();
        database.writeAndMakeTheTreeAnew(original.withOutcomeDeny().withANewSalt());
        try {
            assertThatVerifyNames("rewritten");
        } finally {
            database.writeAndMakeTheTreeAnew(original);
            database.restoreCheckpoints(checkpoints);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void deletedNewestRecordsAreNamed() {
        var removed = database.removeNewestSigned(2);
        try {
            // One more than two if a record came that was signed only after it had been removed.
            assertThatVerifyNames("The newest " + removed.leaves().size() + " records");
        } finally {
            database.restore(removed);
        }
    }

    private void assertThatVerifyNames(String what) {
        Command verified = platform.command("verify");

        assertThat(verified.exitStatus()).as(verified.output()).isEqualTo(1);
        assertThat(verified.output()).contains(what);
    }
}
