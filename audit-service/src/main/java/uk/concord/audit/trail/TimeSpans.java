package uk.concord.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LeafRanges;

/**
 * Which leaves can hold what happened at some time. Records mostly follow each other as they happened, but not always: a system that was
 * cut off may send weeks later.
 */
final class TimeSpans {

    /** More are not told apart: a search would ask for each. */
    private static final int MOST = 16;

    private TimeSpans() {}

    /** The newest first; every record that happened in that time is in one of them. */
    static List<LeafSpan> of(Connection connection, @Nullable Instant from, @Nullable Instant until)
            throws SQLException {
        if (from == null && until == null) {
            return List.of(LeafSpan.ALL);
        }
        // First, since ranges may be added meanwhile.
        long end = LeafRanges.end(connection);
        List<LeafSpan> spans = new ArrayList<>(List.of(new LeafSpan(end, LeafSpan.ALL.until())));
        for (LeafSpan island : islands(connection, from, until)) {
            add(spans, island.before(end));
        }
        return spans;
    }

    private static List<LeafSpan> islands(Connection connection, @Nullable Instant from, @Nullable Instant until)
            throws SQLException {
        Conditions conditions = new Conditions().andIf(from, "latest >= ?").andIf(until, "earliest < ?");
        String sql = "select min(first_leaf), max(first_leaf) from (select first_leaf, first_leaf - " + LeafRanges.WIDTH
                + " * row_number() over (order by first_leaf) as island from leaf_range" + conditions.text()
                + ") fitting group by island order by 1 desc limit " + (MOST + 1);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            conditions.set(query);
            try (ResultSet rows = query.executeQuery()) {
                List<LeafSpan> islands = new ArrayList<>();
                while (rows.next()) {
                    // Behind the most that are told apart there may be more.
                    long first = islands.size() == MOST ? 0 : rows.getLong(1);
                    islands.add(new LeafSpan(first, rows.getLong(2) + LeafRanges.WIDTH));
                }
                return islands;
            }
        }
    }

    private static void add(List<LeafSpan> spans, LeafSpan older) {
        LeafSpan newer = spans.getLast();
        if (older.until() == newer.from()) {
            spans.set(spans.size() - 1, new LeafSpan(older.from(), newer.until()));
        } else if (!older.isEmpty()) {
            spans.add(older);
        }
    }
}
