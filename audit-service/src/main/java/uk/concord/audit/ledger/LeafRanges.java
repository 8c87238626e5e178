package uk.concord.audit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGStatement;
import uk.concord.audit.merkle.Tile;

/** When the records of so many leaves happened, so that searches by time can skip them. */
public final class LeafRanges {

    /** How many leaves there are in a range; the first range begins with the first leaf. */
    public static final long WIDTH = 4L * Tile.WIDTH;

    private static final long AT_ONCE = 256 * WIDTH;

    private LeafRanges() {}

    /** The first leaf behind those whose ranges are written. */
    public static long end(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(first_leaf) from leaf_range")) {
            row.next();
            long last = row.getLong(1);
            return row.wasNull() ? 0 : last + WIDTH;
        }
    }

    /** Writes the ranges that the records from one leaf to before another complete, in the caller's transaction. */
    static void complete(Connection connection, long from, long until) throws SQLException {
        long end = until - until % WIDTH;
        // One by one, each by index, and never by a plan that was made when the table was small.
        try (PreparedStatement insert =
                connection.prepareStatement("insert into leaf_range select ?, min(occurred_at), max(occurred_at)"
                        + " from record where leaf_index >= ? and leaf_index < ?")) {
            insert.unwrap(PGStatement.class).setPrepareThreshold(0);
            for (long first = from - from % WIDTH; first < end; first += WIDTH) {
                insert.setLong(1, first);
                insert.setLong(2, first);
                insert.setLong(3, first + WIDTH);
                insert.executeUpdate();
            }
        }
    }

    /**
     * Writes and commits the ranges that are missing behind those that are there: an instance of an older version wrote the
     * records and not the ranges.
     */
    public static void catchUp(Connection connection, long treeSize) throws SQLException {
        for (long from = end(connection); from < treeSize; from += AT_ONCE) {
            complete(connection, from, Math.min(from + AT_ONCE, treeSize));
            connection.commit();
        }
    }
}
