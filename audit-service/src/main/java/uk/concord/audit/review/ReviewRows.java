package uk.concord.audit.review;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ingest.LedgerFollower;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.kernel.audit.AuditType;

/** Writes rows in the caller's transaction. What is there already stays as it is, so each may be written again. */
final class ReviewRows {

    private static final String OPEN =
            "insert into review_case (grant_id, leaf_index, recorded_at, requester, declared_at, due_at)"
                    + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String LINK =
            "insert into review_record (grant_id, leaf_index, recorded_at, decision_id) values (?, ?, ?, ?)"
                    + " on conflict do nothing";
    // Whoever reads a record of a grant, or one that rests on a decision under it, makes a record that belongs to it,
    // too.
    private static final String LINK_READING = "insert into review_record (grant_id, leaf_index, recorded_at)"
            + " select g.grant_id, ?, ? from leaf l cross join lateral ("
            + " select rr.grant_id from review_record rr where rr.leaf_index = l.leaf_index"
            + " union select d.grant_id from record r join review_record d on d.decision_id = r.decision_id"
            + " where r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at) g"
            + " where l.event_id = ? on conflict do nothing";
    private static final String MOVE =
            "insert into review_move (grant_id, revision, record_id, move, state, found, found_at, withheld_until, moved_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String REMIND =
            "insert into review_reminder (grant_id, kind, reminded_on, record_id) values (?, ?, ?, ?)"
                    + " on conflict do nothing";

    private ReviewRows() {}

    static void open(
            Connection connection, UUID grant, LedgerFollower.Placed declaration, String requester, Instant due)
            throws SQLException {
        write(
                connection,
                OPEN,
                grant,
                declaration.leafIndex(),
                time(declaration.recordedAt()),
                requester,
                time(declaration.record().facts().occurredAt()),
                time(due));
    }

    static void link(Connection connection, UUID grant, LedgerFollower.Placed placed) throws SQLException {
        RecordFacts facts = placed.record().facts();
        UUID decision = facts.type().equals(AuditType.DECISION) ? facts.decisionId() : null;
        write(connection, LINK, grant, placed.leafIndex(), time(placed.recordedAt()), decision);
    }

    static void linkReading(Connection connection, UUID read, LedgerFollower.Placed reading) throws SQLException {
        write(connection, LINK_READING, reading.leafIndex(), time(reading.recordedAt()), read);
    }

    /** Returns false, and writes nothing, if there is another move of that revision. */
    static boolean move(Connection connection, MoveMade made) throws SQLException {
        Standing after = made.after();
        Standing.Finding found = after.found();
        return write(
                connection,
                MOVE,
                made.grant(),
                after.revision(),
                made.record(),
                made.move().text(),
                after.state().text(),
                found == null ? null : found.judgement().text(),
                time(found == null ? null : found.at()),
                time(after.withheldUntil()),
                time(made.at()));
    }

    /** Returns false, and writes nothing, if there was one of that kind on that day. */
    static boolean remind(Connection connection, Reminder reminder) throws SQLException {
        return write(connection, REMIND, reminder.grant(), reminder.kind().text(), reminder.on(), reminder.record());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static boolean write(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (@Nullable Object value : values) {
                insert.setObject(parameter++, value);
            }
            return insert.executeUpdate() > 0;
        }
    }
}
