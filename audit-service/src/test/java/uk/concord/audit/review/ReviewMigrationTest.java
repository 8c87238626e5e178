package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import uk.concord.audit.ledger.LedgerWriter;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.LedgerDatabase;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;

class ReviewMigrationTest {

    @Test
    void whatWasDeclaredBeforeThereWereReviewsIsReviewedToo() throws Exception {
        TestDatabase database = TestStack.shared().database("audit");
        migrate(database, "5?");
        Emergency emergency = Emergency.of("RXL");
        UUID decision = UUID.randomUUID();
        UUID broken = UUID.randomUUID();
        write(
                database,
                emergency.declared(),
                emergency.decided(decision),
                new String(Emergency.of("RXL").decided(broken), StandardCharsets.UTF_8)
                        .replace("did something", "\\u0000")
                        .getBytes(StandardCharsets.UTF_8));

        migrate(database, "6");

        LedgerDatabase ledger = new LedgerDatabase(database);
        assertThat(
                        ledger.number(
                                "select count(*) from review_standing where grant_id = '" + emergency.grant()
                                        + "' and requester = 'RXL' and state = 'declared' and leaf_index = 0 and due_at > now() + interval '6 days'"))
                .isEqualTo(1);
        assertThat(ledger.number("select count(*) from review_record where grant_id = '" + emergency.grant() + "'"))
                .isEqualTo(2);
        assertThat(ledger.number("select count(*) from review_record where decision_id = '" + decision + "'"))
                .isEqualTo(1);
        assertThat(ledger.number("select count(*) from review_record")).isEqualTo(2);
    }

    private static void write(TestDatabase database, byte[]... bodies) throws Exception {
        try (Connection connection = new LedgerDatabase(database).asService()) {
            connection.setAutoCommit(false);
            LedgerWriter writer = new LedgerWriter();
            writer.makeMonths(connection, Clock.systemUTC().instant());
            List<NewRecord> records = new java.util.ArrayList<>();
            for (byte[] body : bodies) {
                records.add(NewRecord.read(body));
            }
            writer.append(connection, new TreeEdge(), records, Clock.systemUTC().instant());
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(TestDatabase database, String version) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.owner().role(),
                        database.owner().password())
                .placeholders(Map.of(
                        "service_role",
                        database.service().role(),
                        "verifier_role",
                        database.verifier().role()))
                .target(version)
                .load()
                .migrate();
    }
}
