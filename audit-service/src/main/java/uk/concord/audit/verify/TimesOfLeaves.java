package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LeafRanges;
import uk.concord.audit.verify.Findings.Finding;
import uk.concord.audit.verify.Findings.Kind;

/** Compares the times by which ranges of leaves are searched with the records: none may happen outside its range's times. */
final class TimesOfLeaves {

    private final Map<Long, Times> seen = new TreeMap<>();

    /**
     * When the records of a range happened.
     *
     * @param last the last leaf that has a record
     */
    private record Times(Instant earliest, Instant latest, Chunk.Leaf last) {

        Times with(Times other) {
            return new Times(
                    other.earliest.isBefore(earliest) ? other.earliest : earliest,
                    other.latest.isAfter(latest) ? other.latest : latest,
                    other.last);
        }

        boolean isWithin(@Nullable Instant from, @Nullable Instant to) {
            return from != null && to != null && !earliest.isBefore(from) && !latest.isAfter(to);
        }
    }

    /** Takes a leaf into account. What its column says is compared with its body elsewhere. */
    void add(Chunk.Leaf leaf, StoredRow row) {
        Instant occurredAt =
                row.record() == null ? null : row.record().columns().occurredAt();
        if (occurredAt != null) {
            seen.merge(
                    Math.floorDiv(leaf.index(), LeafRanges.WIDTH) * LeafRanges.WIDTH,
                    new Times(occurredAt, occurredAt, leaf),
                    Times::with);
        }
    }

    /** Compares the ranges from one leaf to before another, and adds what is wrong to the findings of a leaf in the range. */
    void compare(Connection connection, long from, long until) throws SQLException {
        Map<Long, Times> missing = new TreeMap<>(seen);
        missing.keySet().removeIf(first -> first >= until);
        try (PreparedStatement query = connection.prepareStatement(
                "select first_leaf, earliest, latest from leaf_range where first_leaf >= ? and first_leaf < ?")) {
            query.setLong(1, from);
            query.setLong(2, until);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Times times = missing.get(rows.getLong(1));
                    if (times != null && times.isWithin(instant(rows, 2), instant(rows, 3))) {
                        missing.remove(rows.getLong(1));
                    }
                }
            }
        }
        missing.forEach((first, times) -> times.last().findings().add(leftOut(first, times.last())));
    }

    private static Finding leftOut(long first, Chunk.Leaf leaf) {
        return new Finding(
                Kind.COLUMNS,
                null,
                "A search by time leaves out records of leaves " + first + " to " + leaf.index()
                        + ": the times that are kept for them aren't those of the records.");
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
