package uk.concord.kernel.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.handover.HandoverCounts;

/** What the database says of the outbox's audit events that were handed over, within the caller's transaction. */
final class HandoverTables {

    private static final String RELAYED = "select seq from relay_position";
    private static final String PLACE = "select seq from handover_position";
    private static final String HANDED_OVER =
            "select seq, event_id from outbox where topic = 'AUDIT' and seq > ? and seq <= ? order by seq limit ?";
    private static final String MOVE =
            "update handover_position set seq = ?, recorded = recorded + ?, parked = parked + ?"
                    + " where seq is not distinct from ?";
    private static final String COUNT = "update handover_position set recorded = recorded + ?, parked = parked + ?,"
            + " sent_again = sent_again + ?";
    private static final String LACK = "insert into handover_missing (seq, since, asked_at)"
            + " select unnest(?::bigint[]), ?, ? on conflict do nothing";
    private static final String MISSING =
            "select m.seq, o.event_id from handover_missing m join outbox o on o.seq = m.seq"
                    + " order by m.asked_at, m.seq limit ?";
    private static final String FOUND = "delete from handover_missing where seq = any(?)";
    private static final String ASKED = "update handover_missing set asked_at = ? where seq = any(?)";
    private static final String ALARMED = "update handover_missing set alarmed_at = ? where seq = any(?)";
    private static final String OVERDUE = "select " + RelayConnection.COLUMNS + " from outbox where seq in"
            + " (select seq from handover_missing where since <= ? and (alarmed_at is null or alarmed_at <= ?)"
            + " order by seq limit ?) order by seq";
    private static final String STANDING = "select"
            + " (select count(*) from outbox where topic = 'AUDIT' and seq > relay.seq),"
            + " (select count(*) from outbox where topic = 'AUDIT' and seq > coalesce(place.seq, 0) and seq <= relay.seq),"
            + " (select count(*) from handover_missing), place.recorded, place.parked, place.sent_again"
            + " from relay_position relay, handover_position place";

    private final Connection connection;

    HandoverTables(Connection connection) {
        this.connection = connection;
    }

    /** An event at its place in the order of commits. */
    record Row(long seq, UUID id) {}

    /** How far the ledger was asked; null: never. */
    record Place(@Nullable Long seq) {}

    /** The last event that the relay knows Kafka to hold. */
    long relayed() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RELAYED)) {
            row.next();
            return row.getLong(1);
        }
    }

    Place place() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PLACE)) {
            row.next();
            return new Place(row.getObject(1, Long.class));
        }
    }

    /** The audit events behind the one place, up to the other. */
    List<Row> handedOver(long from, long until, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HANDED_OVER)) {
            query.setLong(1, from);
            query.setLong(2, until);
            query.setInt(3, most);
            return rows(query);
        }
    }

    /** Moves the place, if nobody else has since; says whether. */
    boolean move(@Nullable Long from, long until, long recorded, long parked) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, until);
            update.setLong(2, recorded);
            update.setLong(3, parked);
            update.setObject(4, from, java.sql.Types.BIGINT);
            return update.executeUpdate() == 1;
        }
    }

    void count(long recorded, long parked, long sentAgain) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setLong(1, recorded);
            update.setLong(2, parked);
            update.setLong(3, sentAgain);
            update.executeUpdate();
        }
    }

    void lack(List<Row> missing, Instant now) throws SQLException {
        if (missing.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(LACK)) {
            insert.setArray(1, places(missing.stream().map(Row::seq).toList()));
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** What the ledger lacks; what wasn't asked for the longest comes first. */
    List<Row> missing(int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MISSING)) {
            query.setInt(1, most);
            return rows(query);
        }
    }

    /** These aren't missing any more; says how many of them were until now. */
    long found(List<Long> places) throws SQLException {
        if (places.isEmpty()) {
            return 0;
        }
        try (PreparedStatement delete = connection.prepareStatement(FOUND)) {
            delete.setArray(1, places(places));
            return delete.executeUpdate();
        }
    }

    void asked(List<Long> places, Instant now) throws SQLException {
        mark(ASKED, places, now);
    }

    void alarmed(List<Long> places, Instant now) throws SQLException {
        mark(ALARMED, places, now);
    }

    private void mark(String sql, List<Long> places, Instant now) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(2, places(places));
            update.executeUpdate();
        }
    }

    /** What has been missing since then or longer, without an alarm since then. */
    List<OutboxRow> overdue(Instant since, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OVERDUE)) {
            query.setObject(1, since.atOffset(ZoneOffset.UTC));
            query.setObject(2, since.atOffset(ZoneOffset.UTC));
            query.setInt(3, most);
            try (ResultSet row = query.executeQuery()) {
                List<OutboxRow> found = new ArrayList<>();
                while (row.next()) {
                    found.add(RelayConnection.row(row));
                }
                return found;
            }
        }
    }

    HandoverCounts counts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STANDING)) {
            row.next();
            long missing = row.getLong(3);
            return new HandoverCounts(
                    row.getLong(1), row.getLong(4), row.getLong(5), missing, row.getLong(2), 0, row.getLong(6));
        }
    }

    private Array places(List<Long> places) throws SQLException {
        return connection.createArrayOf("bigint", places.toArray());
    }

    private static List<Row> rows(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(row.getLong(1), row.getObject(2, UUID.class)));
            }
            return rows;
        }
    }
}
