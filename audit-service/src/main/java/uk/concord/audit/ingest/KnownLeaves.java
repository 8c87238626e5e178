package uk.concord.audit.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;

/** Leaves that are in the ledger already, of ids that come again. */
final class KnownLeaves {

    private static final String QUERY = """
            select leaf.event_id, leaf.commitment,
                   (select record.salt from record
                     where record.leaf_index = leaf.leaf_index and record.recorded_at = leaf.recorded_at)
              from leaf where leaf.event_id = any(?)
            """;

    private KnownLeaves() {}

    /**
     * A leaf that is there.
     *
     * @param salt nothing if the record was erased
     */
    record Known(Hash commitment, byte @Nullable [] salt) {

        /** Whether the body is certainly another than the one that was recorded. */
        boolean contradicts(byte[] body) {
            return salt != null && !LedgerEntry.commit(salt, body).equals(commitment);
        }
    }

    static Map<UUID, Known> of(Connection connection, Collection<UUID> ids) throws SQLException {
        Array wanted = connection.createArrayOf("uuid", ids.toArray());
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setArray(1, wanted);
            try (ResultSet rows = query.executeQuery()) {
                Map<UUID, Known> known = new HashMap<>();
                while (rows.next()) {
                    known.put(rows.getObject(1, UUID.class), new Known(Hash.of(rows.getBytes(2)), rows.getBytes(3)));
                }
                return known;
            }
        } finally {
            wanted.free();
        }
    }
}
