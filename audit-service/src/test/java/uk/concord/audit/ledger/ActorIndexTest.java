package uk.concord.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.audit.testing.LedgerDatabase;

/** Whether PostgreSQL finds what somebody did by index, in a month with 50,000 records by 5,000 people. */
class ActorIndexTest {

    private static LedgerDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = LedgerDatabase.create();
        database.execute(
                "select make_months(now())",
                "insert into leaf select i, gen_random_uuid(), decode(repeat('00', 32), 'hex'),"
                        + " decode(repeat('00', 32), 'hex'), now() from generate_series(0, 49999) i",
                "insert into record (leaf_index, recorded_at, salt, body, type, occurred_at, source, actor_client,"
                        + " actor_subject, actor_user, actor_capacity, organisations, outcome)"
                        + " select leaf_index, recorded_at, leaf_hash, ''::bytea, 'decision', recorded_at, 'policy-service',"
                        + " 'rxn-epr', 'account-' || leaf_index % 5000, 'user-' || leaf_index % 5000, 'staff', array['RXN'],"
                        + " 'permit' from leaf",
                "analyze leaf",
                "analyze record");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r.actor_user = 'user-7'|actor_user_leaf_index_idx",
                "r.actor_subject = 'account-7'|actor_subject_leaf_index_idx",
                "(r.actor_user = 'user-7' or r.actor_subject = 'user-7')|actor_user_leaf_index_idx",
                "(r.actor_user = 'user-7' or r.actor_subject = 'user-7')|actor_subject_leaf_index_idx"
            })
    void whatSomebodyDidIsFoundByIndex(String condition, String index) throws SQLException {
        String plan = plan("select r.body from record r join leaf l on l.leaf_index = r.leaf_index"
                + " and l.recorded_at = r.recorded_at where " + condition + " order by r.leaf_index desc limit 51");

        assertThat(plan).contains(index);
    }

    private static String plan(String query) throws SQLException {
        try (Connection connection = database.asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain " + query)) {
            StringJoiner plan = new StringJoiner("\n");
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
            return plan.toString();
        }
    }
}
