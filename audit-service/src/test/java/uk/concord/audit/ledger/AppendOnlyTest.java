package uk.concord.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.LedgerDatabase;

class AppendOnlyTest {

    private static LedgerDatabase database;

    @BeforeAll
    static void writeOneRecord() throws Exception {
        database = LedgerDatabase.create();
        try (Connection connection = database.asService()) {
            connection.setAutoCommit(false);
            LedgerWriter writer = new LedgerWriter();
            writer.makeMonths(connection, Clock.systemUTC().instant());
            NewRecord record = NewRecord.read(
                    AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).bytes());
            writer.append(
                    connection,
                    new TreeEdge(),
                    List.of(record),
                    Clock.systemUTC().instant());
            connection.commit();
        }
    }

    static Stream<String> changes() {
        return Stream.of(
                        "leaf",
                        "record",
                        "record_organisation",
                        "record_patient",
                        "tile",
                        "leaf_range",
                        "checkpoint",
                        "cosignature",
                        "parked",
                        "parked_replay",
                        "erasure",
                        "review_case",
                        "review_record",
                        "review_move",
                        "review_reminder")
                .flatMap(table -> Stream.of(
                        "update " + table + " set " + column(table) + " = " + column(table),
                        "delete from " + table,
                        "truncate " + table));
    }

    private static String column(String table) {
        return switch (table) {
            case "parked_replay" -> "number";
            case "leaf", "record", "record_organisation", "record_patient", "erasure" -> "leaf_index";
            case "tile" -> "level";
            case "leaf_range" -> "first_leaf";
            case "checkpoint", "cosignature" -> "tree_size";
            case "review_case", "review_record", "review_move", "review_reminder" -> "grant_id";
            default -> "reason";
        };
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theServicesRoleMayNotChangeWhatIsWritten(String sql) throws SQLException {
        try (Connection connection = database.asService();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theOwnersTriggersRefuseIt(String sql) throws SQLException {
        try (Connection connection = database.as(database.database().owner());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void evenASuperuserWhoCallsItselfAReplicaIsRefused(String sql) throws SQLException {
        try (Connection connection = database.asSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
        }
    }

    @Test
    void aPartitionRefusesItToo() throws SQLException {
        long partitions = database.number("select count(*) from pg_inherits where inhparent = 'record'::regclass");
        try (Connection connection = database.as(database.database().owner());
                Statement statement = connection.createStatement()) {
            var names = statement.executeQuery(
                    "select inhrelid::regclass::text from pg_inherits where inhparent = 'record'::regclass limit 1");
            names.next();
            String partition = names.getString(1);
            for (String sql : List.of(
                    "delete from " + partition,
                    "truncate " + partition,
                    "update " + partition + " set leaf_index = leaf_index")) {
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
            }
        }
        assertThat(partitions).isEqualTo(3);
    }

    @Test
    void theVerifiersRoleMayOnlyRead() throws SQLException {
        assertThat(database.number("select count(*) from leaf")).isEqualTo(1);
        try (Connection connection = database.as(database.database().verifier());
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select body, salt from record").close();
            assertThatThrownBy(() -> statement.execute("insert into parked values ('t', 0, 0, 'r', now())"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
