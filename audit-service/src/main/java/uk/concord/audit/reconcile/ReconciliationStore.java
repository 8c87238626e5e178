package uk.concord.audit.reconcile;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;

/** The tables of the reconciliation, within the caller's transaction. */
final class ReconciliationStore {

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('concord reconciliation'))";
    private static final String INGESTED = "select partition, next_offset from ingest_position where topic = ?";
    private static final String DONE = "select partition, next_offset from reconciled where topic = ?";
    private static final String MOVE = "insert into reconciled (topic, partition, next_offset) values (?, ?, ?)"
            + " on conflict (topic, partition) do update set next_offset = excluded.next_offset";
    private static final String COUNT = "insert into reconciled_count as c (source, seen, recorded, parked)"
            + " values (?, ?, ?, ?) on conflict (source) do update set seen = c.seen + excluded.seen,"
            + " recorded = c.recorded + excluded.recorded, parked = c.parked + excluded.parked";
    private static final String STORED = "select leaf.event_id, leaf.commitment, record.salt, record.body from leaf"
            + " left join record on record.leaf_index = leaf.leaf_index and record.recorded_at = leaf.recorded_at"
            + " where leaf.event_id = any(?)";
    private static final String PARKED =
            "select event_offset from parked where topic = ? and partition = ? and event_offset = any(?)";
    private static final String GAP = "insert into reconciliation_gap"
            + " (topic, partition, event_offset, kind, source, event_id, found_at) values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict do nothing";
    // Only what was missing can come to be there. What was altered stays on the list for people to look into.
    private static final String CLOSE = "update reconciliation_gap g set closed_at = ? where closed_at is null"
            + " and kind = 'missing' and (exists (select from leaf where leaf.event_id = g.event_id) or exists"
            + " (select from parked p where p.topic = g.topic and p.partition = g.partition"
            + " and p.event_offset = g.event_offset))";

    private final Connection connection;

    ReconciliationStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * An event that isn't in the ledger as it should be.
     *
     * @param kind {@code missing} or {@code altered}
     */
    record Gap(
            String topic,
            int partition,
            long offset,
            String kind,
            String source,
            @Nullable UUID id) {}

    /** What was seen of one source. */
    record Counts(long seen, long recorded, long parked) {

        Counts and(Counts more) {
            return new Counts(seen + more.seen, recorded + more.recorded, parked + more.parked);
        }
    }

    /** Whether no other replica compares at the same time, until the transaction ends. */
    boolean isAlone() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * A record of the ledger as it stands today.
     *
     * @param salt nothing, with the body, if retention has erased them
     */
    record Stored(Hash commitment, byte @Nullable [] salt, byte @Nullable [] body) {

        /** Whether it says what this event said. */
        boolean says(byte[] event) {
            return salt == null
                    || body == null
                    || Arrays.equals(body, event)
                            && LedgerEntry.commit(salt, body).equals(commitment);
        }
    }

    /** The records with these ids. */
    Map<UUID, Stored> stored(Collection<UUID> ids) throws SQLException {
        Array wanted = connection.createArrayOf("uuid", ids.toArray());
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setArray(1, wanted);
            try (ResultSet row = query.executeQuery()) {
                Map<UUID, Stored> found = new HashMap<>();
                while (row.next()) {
                    found.put(
                            row.getObject(1, UUID.class),
                            new Stored(Hash.of(row.getBytes(2)), row.getBytes(3), row.getBytes(4)));
                }
                return found;
            }
        } finally {
            wanted.free();
        }
    }

    /** How far the sequencer has come, by partition. */
    Map<Integer, Long> ingested(String topic) throws SQLException {
        return positions(INGESTED, topic);
    }

    /** How far was compared, by partition. */
    Map<Integer, Long> done(String topic) throws SQLException {
        return positions(DONE, topic);
    }

    private Map<Integer, Long> positions(String sql, String topic) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, topic);
            try (ResultSet row = query.executeQuery()) {
                Map<Integer, Long> positions = new HashMap<>();
                while (row.next()) {
                    positions.put(row.getInt(1), row.getLong(2));
                }
                return positions;
            }
        }
    }

    void move(String topic, Map<Integer, Long> positions) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(MOVE)) {
            for (Map.Entry<Integer, Long> position : positions.entrySet()) {
                upsert.setString(1, topic);
                upsert.setInt(2, position.getKey());
                upsert.setLong(3, position.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    void count(Map<String, Counts> bySource) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(COUNT)) {
            for (Map.Entry<String, Counts> source : bySource.entrySet()) {
                upsert.setString(1, source.getKey());
                upsert.setLong(2, source.getValue().seen());
                upsert.setLong(3, source.getValue().recorded());
                upsert.setLong(4, source.getValue().parked());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Which of these offsets of a partition were parked. */
    Set<Long> parked(String topic, int partition, Collection<Long> offsets) throws SQLException {
        Array wanted = connection.createArrayOf("bigint", offsets.toArray());
        try (PreparedStatement query = connection.prepareStatement(PARKED)) {
            query.setString(1, topic);
            query.setInt(2, partition);
            query.setArray(3, wanted);
            try (ResultSet row = query.executeQuery()) {
                Set<Long> found = new HashSet<>();
                while (row.next()) {
                    found.add(row.getLong(1));
                }
                return found;
            }
        } finally {
            wanted.free();
        }
    }

    void keep(List<Gap> gaps, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(GAP)) {
            for (Gap gap : gaps) {
                insert.setString(1, gap.topic());
                insert.setInt(2, gap.partition());
                insert.setLong(3, gap.offset());
                insert.setString(4, gap.kind());
                insert.setString(5, gap.source());
                insert.setObject(6, gap.id());
                insert.setObject(7, at.atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Closes the gaps that are none any more, and says how many. */
    int closeFilled(Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            return update.executeUpdate();
        }
    }

    /** How many gaps are open. */
    long open() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from reconciliation_gap where closed_at is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The newest open gaps. */
    List<Found> newestOpen(int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select topic, partition, event_offset, kind, source,"
                        + " event_id, found_at from reconciliation_gap where closed_at is null order by found_at desc limit ?")) {
            query.setInt(1, most);
            try (ResultSet row = query.executeQuery()) {
                List<Found> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Found(
                            new Gap(
                                    row.getString(1),
                                    row.getInt(2),
                                    row.getLong(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getObject(6, UUID.class)),
                            row.getObject(7, java.time.OffsetDateTime.class).toInstant()));
                }
                return found;
            }
        }
    }

    /** A gap and when it was found. */
    record Found(Gap gap, Instant at) {}

    /** What was counted so far, by source. */
    Map<String, Counts> counts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select source, seen, recorded, parked from reconciled_count order by source")) {
            Map<String, Counts> counts = new java.util.TreeMap<>();
            while (row.next()) {
                counts.put(row.getString(1), new Counts(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
            return counts;
        }
    }
}
