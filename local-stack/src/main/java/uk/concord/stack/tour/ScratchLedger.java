package uk.concord.stack.tour;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformPort;

/** A copy of the ledger's tables in a database of its own, for tampering with; it is gone when it is closed. */
final class ScratchLedger implements AutoCloseable {

    private static final String DATABASE = "audit_tour";
    private static final List<String> TABLES =
            List.of("leaf", "record", "record_organisation", "record_patient", "leaf_range", "tile", "checkpoint");

    private final Platform platform;

    private ScratchLedger(Platform platform) {
        this.platform = platform;
    }

    static ScratchLedger copyOf(Platform platform) throws SQLException {
        ScratchLedger scratch = new ScratchLedger(platform);
        scratch.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        scratch.execute("postgres", "CREATE DATABASE " + DATABASE);
        String password = platform.superuserPassword();
        // One transaction: what the copy holds is what the ledger held at one moment.
        try (Connection connection = scratch.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION postgres_fdw");
            statement.execute("CREATE SERVER ledger FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', port '"
                    + platform.settings().port(PlatformPort.POSTGRES) + "', dbname 'audit')");
            statement.execute("CREATE USER MAPPING FOR postgres SERVER ledger OPTIONS (user 'postgres', password '"
                    + password + "')");
            statement.execute("CREATE SCHEMA ledger");
            statement.execute("IMPORT FOREIGN SCHEMA public LIMIT TO (" + String.join(", ", TABLES)
                    + ") FROM SERVER ledger INTO ledger");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute("CREATE TABLE public." + table + " AS TABLE ledger." + table);
            }
            connection.commit();
        }
        return scratch;
    }

    String jdbcUrl() {
        return platform.jdbcUrl(DATABASE);
    }

    /** Makes a recorded permit a deny, as somebody with all rights on the database could. Gives the record's place. */
    long makeAPermitADeny(String decision) throws SQLException {
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("UPDATE record SET outcome = 'deny', body = convert_to(replace("
                        + "convert_from(body, 'UTF8'), '\"permit\"', '\"deny\"'), 'UTF8') WHERE decision_id = '"
                        + decision + "' AND type = 'decision' RETURNING leaf_index")) {
            if (!row.next()) {
                throw new SQLException("the decision is not in the copy");
            }
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(platform.jdbcUrl(database), "postgres", platform.superuserPassword());
    }
}
