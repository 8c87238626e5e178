package uk.concord.audit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import uk.concord.audit.note.Checkpoint;

/** The published checkpoints in the database. */
public final class StoredCheckpoints {

    private StoredCheckpoints() {}

    /** A published checkpoint as it is stored. */
    public record Published(long size, String note, Instant signedAt) {}

    /** The newest one, if there is any. */
    public static Optional<Published> newest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select tree_size, note, signed_at from checkpoint order by tree_size desc limit 1")) {
            return one(query);
        }
    }

    /** The smallest one over more than so many records, if there is any. */
    public static Optional<Published> firstBeyond(Connection connection, long size) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select tree_size, note, signed_at from checkpoint where tree_size > ? order by tree_size limit 1")) {
            query.setLong(1, size);
            return one(query);
        }
    }

    private static Optional<Published> one(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Published(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    /** Adds one in the caller's transaction, unless that size has one already. */
    public static void add(Connection connection, Checkpoint checkpoint, String note, Instant signedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into checkpoint (tree_size, root, note, signed_at) values (?, ?, ?, ?)"
                        + " on conflict (tree_size) do nothing")) {
            insert.setLong(1, checkpoint.size());
            insert.setBytes(2, checkpoint.root().bytes());
            insert.setString(3, note);
            insert.setObject(4, signedAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
