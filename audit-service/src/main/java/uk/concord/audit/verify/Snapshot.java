package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One state of the database, seen through several connections, none of which can change it. */
final class Snapshot implements AutoCloseable {

    private final List<Connection> open = new ArrayList<>();
    private final Connection main;
    private final List<Connection> readers;

    /** Opens connections. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }

    /**
     * Takes a snapshot.
     *
     * @param readers how many connections there are beside {@link #main}
     */
    Snapshot(Connector connector, int readers) throws SQLException {
        try {
            main = begin(connector);
            String name;
            try (Statement statement = main.createStatement();
                    ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
                row.next();
                name = row.getString(1);
            }
            for (int i = 0; i < readers; i++) {
                join(begin(connector), name);
            }
            this.readers = List.copyOf(open.subList(1, open.size()));
        } catch (SQLException e) {
            close(e);
            throw e;
        }
    }

    private Connection begin(Connector connector) throws SQLException {
        Connection connection = connector.open();
        open.add(connection);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void join(Connection connection, String name) throws SQLException {
        // The name is PostgreSQL's own, and this statement takes no parameter.
        try (PreparedStatement statement =
                connection.prepareStatement("set transaction snapshot '" + name.replace("'", "''") + "'")) {
            statement.execute();
        }
    }

    /** The connection of the one who asked for the snapshot. */
    Connection main() {
        return main;
    }

    /** Connections for others, each for one thread at a time. */
    List<Connection> readers() {
        return readers;
    }

    private void close(SQLException because) {
        try {
            close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Ends the transactions and gives the connections back as they came. */
    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        for (Connection connection : open) {
            try (connection) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            } catch (SQLException e) {
                failure = failure == null ? e : failure;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
