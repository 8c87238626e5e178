package uk.concord.audit.reconcile;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.reconcile.ReconciliationReport.MissingView;
import uk.concord.kernel.handover.HandoverCounts;

/** The tables of what sources have handed over, within the caller's transaction. */
final class HandoverStore {

    // Two index scans. The ids of leaves are there for ever, also when retention has erased their records.
    private static final String ACCOUNTED = "select event_id, false from leaf where event_id = any(?)"
            + " union all select event_id, true from parked where event_id = any(?)";
    private static final String REPORT = "insert into handover_count"
            + " (source, list, outbox, recorded, parked, missing, unanswered, dropped, sent_again, reported_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (source, list) do update set outbox = excluded.outbox,"
            + " recorded = excluded.recorded, parked = excluded.parked, missing = excluded.missing,"
            + " unanswered = excluded.unanswered, dropped = excluded.dropped, sent_again = excluded.sent_again,"
            + " reported_at = excluded.reported_at";
    private static final String MISSING = "insert into handover_gap (event_id, source, found_at)"
            + " select unnest(?::uuid[]), ?, ? on conflict do nothing";
    private static final String CLOSE = "update handover_gap g set closed_at = ? where closed_at is null"
            + " and (exists (select from leaf where leaf.event_id = g.event_id)"
            + " or exists (select from parked where parked.event_id = g.event_id))";
    // What a process that ended had no answer for, nobody will ask for any more. An outbox is asked for by whoever
    // comes next.
    private static final String REPORTED = "select source, sum(outbox),"
            + " sum(recorded + parked + missing + unanswered + dropped),"
            + " sum(unanswered) filter (where reported_at >= ? or list = 'outbox'),"
            + " sum(dropped) + coalesce(sum(unanswered) filter (where reported_at < ? and list <> 'outbox'), 0),"
            + " sum(sent_again), max(reported_at),"
            + " (select count(*) from handover_gap g where g.closed_at is null and g.source = c.source)"
            + " from handover_count c group by source";

    private final Connection connection;

    HandoverStore(Connection connection) {
        this.connection = connection;
    }

    /** Where events are: in the ledger, or parked. */
    record Accounted(Set<UUID> recorded, Set<UUID> parked) {}

    /**
     * What the processes of one source have said.
     *
     * @param at when the last of them did
     */
    record Reported(
            long outbox,
            long handedOver,
            long unanswered,
            long neverAsked,
            long sentAgain,
            @Nullable Instant at,
            long missing) {

        static final Reported NOTHING = new Reported(0, 0, 0, 0, 0, null, 0);
    }

    Accounted accounted(Collection<UUID> ids) throws SQLException {
        Set<UUID> recorded = new HashSet<>();
        Set<UUID> parked = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(ACCOUNTED)) {
            query.setArray(1, uuids(ids));
            query.setArray(2, uuids(ids));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(2) ? parked : recorded).add(row.getObject(1, UUID.class));
                }
            }
        }
        parked.removeAll(recorded);
        return new Accounted(recorded, parked);
    }

    void report(String source, String list, HandoverCounts counts, Instant at) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(REPORT)) {
            upsert.setString(1, source);
            upsert.setString(2, list);
            upsert.setLong(3, counts.outbox());
            upsert.setLong(4, counts.recorded());
            upsert.setLong(5, counts.parked());
            upsert.setLong(6, counts.missing());
            upsert.setLong(7, counts.unanswered());
            upsert.setLong(8, counts.dropped());
            upsert.setLong(9, counts.sentAgain());
            upsert.setObject(10, at.atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }

    void keep(String source, Collection<UUID> missing, Instant at) throws SQLException {
        if (missing.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(MISSING)) {
            insert.setArray(1, uuids(missing));
            insert.setString(2, source);
            insert.setObject(3, at.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Closes those that are missing no longer, and says how many. */
    int closeFilled(Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CLOSE)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            return update.executeUpdate();
        }
    }

    /** What each source has said; processes that were silent since then have ended. */
    Map<String, Reported> reported(Instant since) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(REPORTED)) {
            query.setObject(1, since.atOffset(ZoneOffset.UTC));
            query.setObject(2, since.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                Map<String, Reported> reported = new TreeMap<>();
                while (row.next()) {
                    reported.put(
                            row.getString(1),
                            new Reported(
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getObject(7, OffsetDateTime.class).toInstant(),
                                    row.getLong(8)));
                }
                return reported;
            }
        }
    }

    long open() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from handover_gap where closed_at is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The newest that are missing. */
    List<MissingView> newestOpen(int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select event_id, source, found_at from handover_gap"
                + " where closed_at is null order by found_at desc limit ?")) {
            query.setInt(1, most);
            try (ResultSet row = query.executeQuery()) {
                List<MissingView> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new MissingView(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()));
                }
                return found;
            }
        }
    }

    private Array uuids(Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
