package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import uk.concord.audit.ledger.NewRecord;

/**
 * Keeps what follows from records, in the transaction that writes them: it is there with the records, once, or both aren't. Whatever a
 * record holds must not make it throw, because then the record would never be written.
 */
public interface LedgerFollower {

    /** A record with its place in the ledger. */
    record Placed(NewRecord record, long leafIndex, Instant recordedAt) {}

    /** Follows these records, which are new and have been written on this connection. It doesn't commit. */
    void follow(Connection connection, List<Placed> records) throws SQLException;
}
