package uk.concord.audit.witness;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.note.Cosignature;

/** The witnesses' cosignatures in the database. */
final class StoredCosignatures {

    private static final String NEWEST =
            "select tree_size, cosigned_at from cosignature where witness = ? order by tree_size desc limit 1";
    // Goes back from the newest size to the first with a quorum, along the primary key.
    private static final String COSIGNED = "select tree_size, array_agg(line order by witness) from cosignature"
            + " where witness = any (?) group by tree_size having count(*) >= ? order by tree_size desc limit 1";
    private static final String FIRST_BEYOND =
            "select signed_at from checkpoint where tree_size > ? order by tree_size limit 1";

    private StoredCosignatures() {}

    /** The newest tree that a witness has cosigned, and when it says that it did. */
    record Newest(long size, Instant at) {}

    /** Adds one in the caller's transaction, unless this witness has cosigned that size before. */
    static void add(Connection connection, Witness witness, long size, Cosignature cosignature, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into cosignature (tree_size, witness, line, cosigned_at, stored_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (tree_size, witness) do nothing")) {
            insert.setLong(1, size);
            insert.setString(2, witness.key().text());
            insert.setString(3, cosignature.line());
            insert.setObject(4, cosignature.at().atOffset(ZoneOffset.UTC));
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** The newest one of a witness. */
    static Optional<Newest> newest(Connection connection, Witness witness) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
            query.setString(1, witness.key().text());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(new Newest(rows.getLong(1), instant(rows, 2))) : Optional.empty();
            }
        }
    }

    /**
     * The newest checkpoint that this many of these keys have cosigned, with their lines under its note; never one that isn't among the
     * published.
     */
    static Optional<StoredCheckpoints.Published> cosigned(Connection connection, List<String> keys, int quorum)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select size.tree_size, note, signed_at, lines from (" + COSIGNED
                        + ") size (tree_size, lines) join checkpoint using (tree_size)")) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            query.setInt(2, quorum);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                StringBuilder note = new StringBuilder(rows.getString(2));
                lines(rows.getArray(4)).forEach(line -> note.append(line).append('\n'));
                return Optional.of(new StoredCheckpoints.Published(rows.getLong(1), note.toString(), instant(rows, 3)));
            }
        }
    }

    /** When the first checkpoint beyond this size was signed, if there is one. */
    static Optional<Instant> firstSignedBeyond(Connection connection, long size) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIRST_BEYOND)) {
            query.setLong(1, size);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(instant(rows, 1)) : Optional.empty();
            }
        }
    }

    private static List<String> lines(Array array) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Object line : (Object[]) array.getArray()) {
            lines.add(String.valueOf(line));
        }
        return lines;
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
