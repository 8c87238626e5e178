package uk.concord.stack.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Creates databases and roles, and leaves those that are there already as they are, except for their passwords. */
public final class DatabaseSetup {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final PostgresServer server;

    public DatabaseSetup(PostgresServer server) {
        this.server = server;
    }

    /**
     * One service's database.
     *
     * @param database its name
     * @param owner the role that owns it and migrates it
     * @param service the role under which the service runs: may connect, and gets the rest from the migrations
     */
    public record ServiceDatabase(String database, Login owner, Login service) {}

    /** A role that can sign in. */
    public record Login(String role, String password) {}

    /** Creates a service's database with its two roles. Nobody else may connect to it. */
    public void create(ServiceDatabase wanted) throws SQLException {
        try (Connection connection = server.superuser("postgres")) {
            role(connection, wanted.owner());
            role(connection, wanted.service());
            String database = named(wanted.database());
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                execute(
                        connection,
                        "CREATE DATABASE " + database + " OWNER "
                                + named(wanted.owner().role()));
            }
            execute(connection, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            execute(
                    connection,
                    "GRANT CONNECT ON DATABASE " + database + " TO "
                            + named(wanted.service().role()));
        }
    }

    /** Creates a role that may read every table that the owner has made or will make in this database, and change nothing. */
    public void createReader(ServiceDatabase of, Login reader) throws SQLException {
        String database = named(of.database());
        String role = named(reader.role());
        try (Connection connection = server.superuser("postgres")) {
            role(connection, reader);
            execute(connection, "GRANT CONNECT ON DATABASE " + database + " TO " + role);
        }
        try (Connection connection = server.superuser(database)) {
            execute(connection, "GRANT USAGE ON SCHEMA public TO " + role);
            execute(connection, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
            execute(
                    connection,
                    "ALTER DEFAULT PRIVILEGES FOR ROLE " + named(of.owner().role()) + " GRANT SELECT ON TABLES TO "
                            + role);
            execute(connection, "ALTER ROLE " + role + " SET default_transaction_read_only = on");
        }
    }

    /** Removes a database and breaks the connections to it. */
    public void drop(String database) throws SQLException {
        try (Connection connection = server.superuser("postgres")) {
            execute(connection, "DROP DATABASE IF EXISTS " + named(database) + " WITH (FORCE)");
        }
    }

    private static void role(Connection connection, Login login) throws SQLException {
        String role = named(login.role());
        String password = "'" + login.password().replace("'", "''") + "'";
        boolean there = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
        execute(connection, (there ? "ALTER" : "CREATE") + " ROLE " + role + " LOGIN PASSWORD " + password);
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Names go into statements as they are, since SQL has no parameters for them. */
    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for a database or a role: " + name);
        }
        return name;
    }
}
