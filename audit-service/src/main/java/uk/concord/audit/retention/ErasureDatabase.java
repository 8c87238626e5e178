package uk.concord.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What the expiry asks of the ledger's database and does there, on one connection that it has for itself for a run. */
final class ErasureDatabase implements AutoCloseable {

    /** PostgreSQL's state of the error with which an erasure is refused while a hold covers some of it. */
    static final String HELD = "55006";

    // Arbitrary, but the same for all services of one database: only one of them erases.
    private static final long RUN_LOCK = 0x434F_4E43_4F52_4404L;

    private static final long LOOK_EVERY_MILLIS = 50;

    // The types that there are, each found by one look into the index instead of by reading all records.
    private static final String TYPES = """
            with recursive found as (
                select min(type) as type from record
                union all
                select (select min(r.type) from record r where r.type > found.type) from found where found.type is not null)
            select type from found where type is not null
            """;
    private static final String OVER = """
            select r.leaf_index from record r
             where r.type = ? and r.recorded_at < ? and r.leaf_index > ?
               and not ((select exists (select from hold_in_force))
                        and is_held(r.leaf_index, r.patient_id, r.pseudonym, r.organisations, r.decision_id))
             order by r.leaf_index limit ?
            """;
    private static final String PENDING = """
            select l.event_id from record r
              join leaf l on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at
             where r.type = 'erasure' and not exists (select from erasure e where e.event_id = l.event_id)
             order by r.leaf_index
            """;
    private static final String SIGNED = """
            select exists (
                select from leaf l where l.event_id = ? and l.leaf_index < (select max(tree_size) from checkpoint))
            """;

    private final Connection connection;

    ErasureDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Whether this is the only one that erases now; if so, until {@link #close}. */
    boolean tryToBegin() throws SQLException {
        return truth("select pg_try_advisory_lock(" + RUN_LOCK + ")");
    }

    List<String> types() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TYPES)) {
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        }
    }

    /** The first so many leaves behind this one whose records are of this type, were recorded before then, and aren't held. */
    List<Long> over(String type, Instant before, long behind, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OVER)) {
            query.setString(1, type);
            query.setObject(2, before.atOffset(ZoneOffset.UTC));
            query.setLong(3, behind);
            query.setInt(4, most);
            try (ResultSet rows = query.executeQuery()) {
                List<Long> leaves = new ArrayList<>();
                while (rows.next()) {
                    leaves.add(rows.getLong(1));
                }
                return leaves;
            }
        }
    }

    /** Erasures that are in the ledger and weren't carried out, oldest first. */
    List<UUID> pending() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PENDING)) {
            List<UUID> erasures = new ArrayList<>();
            while (rows.next()) {
                erasures.add(rows.getObject(1, UUID.class));
            }
            return erasures;
        }
    }

    /** Waits until a signed checkpoint covers this record, and says whether one does. */
    boolean awaitSigned(UUID event, Duration bound) throws SQLException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        try (PreparedStatement query = connection.prepareStatement(SIGNED)) {
            query.setObject(1, event);
            while (true) {
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        return true;
                    }
                }
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    /**
     * Erases what this erasure names, and returns how many records that were.
     *
     * @throws SQLException with state {@link #HELD} if a legal hold covers some of it; then nothing was erased
     */
    long erase(UUID erasure, Instant now) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select erase_as_recorded(?, ?)")) {
            call.setObject(1, erasure);
            call.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = call.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private boolean truth(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        truth("select pg_advisory_unlock(" + RUN_LOCK + ")");
    }
}
