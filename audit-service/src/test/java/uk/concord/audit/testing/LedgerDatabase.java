package uk.concord.audit.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;

/** A migrated database of a test's own on the real PostgreSQL. */
public record LedgerDatabase(TestDatabase database) {

    public static LedgerDatabase create() {
        TestDatabase database = TestStack.shared().database("audit");
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
                .load()
                .migrate();
        return new LedgerDatabase(database);
    }

    public Connection as(TestDatabase.Login login) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), login.role(), login.password());
    }

    public Connection asService() throws SQLException {
        return as(database.service());
    }

    public Connection asSuperuser() throws SQLException {
        return as(database.superuser());
    }

    /** The one number that a query gives. */
    public long number(String sql) {
        try (Connection connection = asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Switches the triggers that keep tables append-only, as somebody with the highest rights can: {@code disable}, {@code enable always}. */
    public static void triggers(Statement statement, String what) throws SQLException {
        statement.execute(
                "do $$ declare t regclass; n name; begin for t, n in select tgrelid::regclass, tgname from pg_trigger"
                        + " where tgname like 'append\\_only%' loop execute format('alter table %s " + what
                        + " trigger %I', t, n); end loop; end $$");
    }

    /** Does this with the highest rights. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = asSuperuser();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
