package uk.concord.kernel.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;

/** The relay's session in the database: leadership, the position, the look at the table, and the wait for a commit. */
final class RelayConnection implements AutoCloseable {

    // Arbitrary, the same for all relays of one database, and another one than the writers'.
    private static final long LEADERS_LOCK = 0x434F_4E43_4F52_4402L;

    private static final String LEAD = "select pg_try_advisory_lock(" + LEADERS_LOCK + ")";
    private static final String TAKE_OVER =
            "update relay_position set epoch = epoch + 1, moved_at = now() returning epoch, seq";
    private static final String ADVANCE = "update relay_position set seq = ?, moved_at = now() where epoch = ?";
    /** What {@link #row} reads. */
    static final String COLUMNS = "seq, event_id, topic, key, source, type, occurred_at, traceparent, data";

    private static final String AFTER = "select " + COLUMNS + " from outbox where seq > ? order by seq limit ?";
    private static final String LAG =
            "select count(*), min(occurred_at) from outbox where seq > (select seq from relay_position)";
    // Not before the ledger was asked for it, once it is asked at all, and not while it lacks it: nobody else could
    // send it again.
    private static final String FORGET = "delete from outbox where seq in (select o.seq from outbox o where o.seq <= ?"
            + " and o.seq <= coalesce((select p.seq from handover_position p), o.seq)"
            + " and not exists (select from handover_missing m where m.seq = o.seq)"
            + " and o.occurred_at < ? order by o.seq limit 10000)";

    private final Connection connection;

    RelayConnection(RelayDatabase database) throws SQLException {
        this.connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Outbox.CHANNEL);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether this session leads now: one at a time does, until its connection ends. */
    boolean lead() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(LEAD)) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Begins a new epoch, so that no earlier leader can move the position any more. */
    RelayPosition takeOver() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TAKE_OVER)) {
            if (!result.next()) {
                throw new SQLException("relay_position has no row");
            }
            return new RelayPosition(result.getLong("epoch"), result.getLong("seq"));
        }
    }

    /** Moves the position; false if another leader has taken over since. */
    boolean advance(RelayPosition position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, position.seq());
            update.setLong(2, position.epoch());
            return update.executeUpdate() == 1;
        }
    }

    /** The committed events behind this one, in the order of commits. */
    List<OutboxRow> after(long seq, int atMost) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(AFTER)) {
            query.setLong(1, seq);
            query.setInt(2, atMost);
            List<OutboxRow> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        }
    }

    static OutboxRow row(ResultSet result) throws SQLException {
        return new OutboxRow(
                result.getLong("seq"),
                Topic.valueOf(result.getString("topic")),
                new CloudEvent(
                        result.getObject("event_id", UUID.class),
                        result.getString("source"),
                        result.getString("type"),
                        result.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        result.getString("key"),
                        result.getString("traceparent"),
                        result.getBytes("data")));
    }

    RelayLag lag() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(LAG)) {
            if (!result.next()) {
                return RelayLag.NONE;
            }
            OffsetDateTime oldest = result.getObject(2, OffsetDateTime.class);
            return new RelayLag(result.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    /** Deletes some events up to this one that happened before then, and says how many. */
    int forget(long upTo, Instant before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setLong(1, upTo);
            delete.setObject(2, before.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }

    /** Returns when some transaction that wrote events has committed, or after this time. */
    void await(Duration atMost) throws SQLException {
        // A timeout of 0 would mean for ever.
        connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(Math.max(1, atMost.toMillis())));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
