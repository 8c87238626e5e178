package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.testing.LedgerDatabase;

/** Somebody with the highest rights alters the times by which leaves are searched. */
class VerifyTimesTest {

    private static final int RECORDS = 2100;

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
    void untouchedTheyAreRight() {
        assertThat(ledger.database.number("select count(*) from leaf_range")).isEqualTo(2);
        assertThat(verify()).contains("All 2100 records are as they were recorded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update leaf_range set earliest = earliest + interval '1 microsecond', latest = latest + interval '1 hour'"
                        + " where first_leaf = 0",
                "update leaf_range set latest = latest - interval '1 microsecond', earliest = earliest - interval '1 hour'"
                        + " where first_leaf = 0",
                "update leaf_range set earliest = null, latest = null where first_leaf = 0",
                "delete from leaf_range where first_leaf = 0"
            })
    void whatASearchByTimeWouldLeaveOutIsNamed(String attack) throws SQLException {
        attack(attack);

        assertThat(verify()).contains("A search by time leaves out records of leaves 0 to 1023");
    }

    @Test
    void aRangeOfLeavesThatAreNotThereIsNamed() throws SQLException {
        attack("insert into leaf_range values (4096, now(), now())");

        assertThat(verify())
                .contains("The times by which leaves are searched are said of more leaves than there are.")
                .contains("A search by time leaves out records of leaves 2048 to 2099");
    }

    @Test
    void widerTimesLeaveNothingOut() throws SQLException {
        attack("update leaf_range set earliest = earliest - interval '1 year', latest = latest + interval '1 year'");

        assertThat(verify()).contains("All 2100 records are as they were recorded");
    }

    @Test
    void withoutTheNewestRangeItsLeavesAreSearchedAnyway() throws SQLException {
        attack("delete from leaf_range where first_leaf = 1024");

        assertThat(verify()).contains("All 2100 records are as they were recorded");
    }

    private void attack(String sql) throws SQLException {
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            LedgerDatabase.triggers(statement, "disable");
            assertThat(statement.executeUpdate(sql)).isPositive();
            LedgerDatabase.triggers(statement, "enable always");
        }
    }

    private String verify() {
        return Outcome.of(ledger, key, ledger.checkpointFile).text();
    }
}
