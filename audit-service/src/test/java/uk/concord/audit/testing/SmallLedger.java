package uk.concord.audit.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.ledger.LedgerWriter;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.merkle.TreeEdge;

/** A ledger in a database of a test's own, written with the service's role, without Kafka and without a sequencer. */
public final class SmallLedger {

    public final LedgerDatabase database = LedgerDatabase.create();
    private final LedgerWriter writer = new LedgerWriter();
    private TreeEdge edge = new TreeEdge();

    /** Writes one record as recorded at this instant, and returns its leaf's index. */
    public long append(Instant recordedAt, byte[] body) throws Exception {
        try (Connection connection = database.asService()) {
            connection.setAutoCommit(false);
            long index = edge.size();
            writer.makeMonths(connection, recordedAt);
            edge = writer.append(connection, edge, List.of(NewRecord.read(body)), recordedAt);
            connection.commit();
            return index;
        }
    }

    /** Publishes a checkpoint over all that was written. Its note is none: only the verifier reads notes. */
    public void sign() throws SQLException {
        try (Connection connection = database.asService();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into checkpoint (tree_size, root, note, signed_at) values (?, ?, 'none', ?)")) {
            insert.setLong(1, edge.size());
            insert.setBytes(2, edge.root().bytes());
            insert.setObject(3, Instant.EPOCH.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Does as an erasure says, with the service's role. */
    public long erase(UUID erasure) throws SQLException {
        try (Connection connection = database.asService()) {
            return erase(connection, erasure);
        }
    }

    public static long erase(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select erase_as_recorded(?, now())")) {
            call.setObject(1, erasure);
            try (var rows = call.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
