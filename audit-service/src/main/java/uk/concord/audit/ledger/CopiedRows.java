package uk.concord.audit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query in the binary format of PostgreSQL's COPY (its manual, "COPY", "Binary Format"): the fastest way out. The values of
 * a row are read in the order of its columns.
 */
public final class CopiedRows implements AutoCloseable {

    private static final int SIGNATURE = 11;
    private static final int HEADER = SIGNATURE + 2 * Integer.BYTES;
    private static final int NULL = -1;
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final CopyOut copy;
    private ByteBuffer row = ByteBuffer.allocate(0);
    private boolean begun;

    /** Starts the query within the connection's transaction. */
    public CopiedRows(Connection connection, String query) throws SQLException {
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
    }

    /** Goes to the next row, and says whether there is one. */
    public boolean next() throws SQLException {
        if (!more()) {
            return false;
        }
        if (!begun) {
            begun = true;
            row.position(SIGNATURE + Integer.BYTES);
            row.position(HEADER + row.getInt());
            if (!more()) {
                return false;
            }
        }
        if (row.getShort() >= 0) {
            return true;
        }
        // Until the connection knows that nothing follows, it takes no other query.
        return more();
    }

    // PostgreSQL sends each row in a message of its own; what comes before the first and after the last may have one,
    // too.
    private boolean more() throws SQLException {
        while (!row.hasRemaining()) {
            byte[] message = copy.readFromCopy();
            if (message == null) {
                return false;
            }
            row = ByteBuffer.wrap(message);
        }
        return true;
    }

    /** A bigint that is there. */
    public long number() {
        row.getInt();
        return row.getLong();
    }

    /** A uuid. */
    public @Nullable UUID uuid() {
        return row.getInt() == NULL ? null : new UUID(row.getLong(), row.getLong());
    }

    /** A bytea. */
    public byte @Nullable [] bytes() {
        int length = row.getInt();
        if (length == NULL) {
            return null;
        }
        byte[] value = new byte[length];
        row.get(value);
        return value;
    }

    /** A text. */
    public @Nullable String text() {
        int length = row.getInt();
        return length == NULL ? null : text(length);
    }

    private String text(int length) {
        String value = new String(row.array(), row.position(), length, StandardCharsets.UTF_8);
        row.position(row.position() + length);
        return value;
    }

    /** A timestamptz. */
    public @Nullable Instant instant() {
        return row.getInt() == NULL ? null : POSTGRES_EPOCH.plus(row.getLong(), ChronoUnit.MICROS);
    }

    /** An array of text; a missing text in it is an empty one. */
    public @Nullable List<String> texts() {
        if (row.getInt() == NULL) {
            return null;
        }
        int dimensions = row.getInt();
        row.getInt();
        row.getInt();
        int count = dimensions == 0 ? 0 : 1;
        for (int dimension = 0; dimension < dimensions; dimension++) {
            count *= row.getInt();
            row.getInt();
        }
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = row.getInt();
            values.add(length == NULL ? "" : text(length));
        }
        return values;
    }

    /** Ends the query, if it hasn't ended. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
