package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The right to write the ledger. Two things guard it: the session's advisory lock, which ends with the connection on which all is
 * written, and the epoch, which is looked at in every writing transaction and so holds even where a pooler sits between.
 */
final class Leadership implements AutoCloseable {

    // Arbitrary, but the same for all sequencers of one database.
    private static final long LOCK = 0x434F_4E43_4F52_4402L;

    private final Connection connection;
    private final long epoch;

    private Leadership(Connection connection, long epoch) {
        this.connection = connection;
        this.epoch = epoch;
    }

    /** Takes it on this connection if nobody has it; from then on, transactions are begun and ended by the caller. */
    static Optional<Leadership> take(Connection connection, Clock clock) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet lock = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            lock.next();
            if (!lock.getBoolean(1)) {
                return Optional.empty();
            }
        }
        try (PreparedStatement next =
                connection.prepareStatement("update sequencer set epoch = epoch + 1, taken_at = ? returning epoch")) {
            next.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            try (ResultSet rows = next.executeQuery()) {
                rows.next();
                long epoch = rows.getLong(1);
                connection.setAutoCommit(false);
                return Optional.of(new Leadership(connection, epoch));
            }
        }
    }

    Connection connection() {
        return connection;
    }

    long epoch() {
        return epoch;
    }

    /** The same leadership on another connection of the leader's, whose transactions it is demanded in as well. */
    Leadership on(Connection other) throws SQLException {
        other.setAutoCommit(false);
        return new Leadership(other, epoch);
    }

    /**
     * Makes sure, until the running transaction ends, that no other sequencer takes over. The leader's own transactions don't wait
     * for each other.
     *
     * @throws FencedException if one has already
     */
    void demand() throws SQLException, FencedException {
        try (PreparedStatement query =
                connection.prepareStatement("select epoch from sequencer where epoch = ? for share")) {
            query.setLong(1, epoch);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new FencedException(epoch);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
