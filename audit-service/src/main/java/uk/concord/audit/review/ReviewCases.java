package uk.concord.audit.review;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.Conditions;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.audit.trail.Viewer;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Finds cases with their declarations. A case whose declaration was erased is there no more. */
@ApplicationScoped
class ReviewCases {

    private static final String FROM = " from review_standing s"
            + " join record r on r.leaf_index = s.leaf_index and r.recorded_at = s.recorded_at"
            + " join leaf l on l.leaf_index = s.leaf_index";
    private static final String COLUMNS =
            "select s.grant_id, s.requester, s.declared_at, s.due_at, s.revision, s.state, s.found, s.found_at,"
                    + " s.withheld_until, r.leaf_index, r.recorded_at, l.event_id, l.commitment, r.salt, r.body" + FROM;
    private static final String ORDER = " order by s.rank, s.due_at, s.grant_id limit ?";
    private static final String COUNT = "select count(*) filter (where s.state <> 'closed'),"
            + " count(*) filter (where s.rank = 0 and s.due_at <= ?),"
            + " count(*) filter (where s.withheld_until > ?)" + FROM;
    private static final String NOT_REMINDED = "not exists (select from review_reminder m"
            + " where m.grant_id = s.grant_id and m.kind = ? and m.reminded_on = ?)";

    private final AgroalDataSource database;

    ReviewCases(AgroalDataSource database) {
        this.database = database;
    }

    /** The case of this grant, if there is one and the viewer may see it. */
    Optional<Review> find(UUID grant, Viewer viewer) {
        return cases(seenBy(viewer).and("s.grant_id = ?", grant), 1).stream().findFirst();
    }

    /** Cases that fit and that the viewer may see, behind that place of the queue. */
    List<Review> page(ReviewQuery query, Viewer viewer, Instant now, @Nullable ReviewCursor after, int limit) {
        Conditions conditions = seenBy(viewer);
        query.restrict(conditions, now);
        if (after != null) {
            conditions.and("(s.rank, s.due_at, s.grant_id) > (?, ?, ?)", after.rank(), after.dueAt(), after.grant());
        }
        return cases(conditions, limit);
    }

    /** Cases that are late and of which nobody was reminded on that day. */
    List<Review> toRemindOfBeingLate(Instant now, LocalDate day, int limit) {
        return cases(
                new Conditions()
                        .and("s.rank = 0 and s.due_at <= ?", now)
                        .and(NOT_REMINDED, Reminder.Kind.OVERDUE.text(), day),
                limit);
    }

    /** Cases that are withheld no longer than until then, and of which nobody was reminded on that day. */
    List<Review> toRemindOfBeingShown(Instant now, Instant until, LocalDate day, int limit) {
        return cases(
                new Conditions()
                        .and("s.withheld_until > ? and s.withheld_until <= ?", now, until)
                        .and(NOT_REMINDED, Reminder.Kind.WITHHELD.text(), day),
                limit);
    }

    /** Cases whose records were withheld until a date that has passed. */
    List<Review> shownByNow(Instant now, int limit) {
        return cases(new Conditions().and("s.withheld_until <= ?", now), limit);
    }

    /** ReviewCounts the cases that the viewer may see. */
    ReviewCounts count(Viewer viewer, Instant now) {
        String restricted = COUNT + (viewer instanceof Viewer.OneOrganisation ? " where s.requester = ?" : "");
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(restricted)) {
            query.setObject(1, now.atOffset(ZoneOffset.UTC));
            query.setObject(2, now.atOffset(ZoneOffset.UTC));
            if (viewer instanceof Viewer.OneOrganisation one) {
                query.setString(3, one.organisation().value());
            }
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return new ReviewCounts(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static Conditions seenBy(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Region region -> new Conditions();
            case Viewer.OneOrganisation one ->
                new Conditions().and("s.requester = ?", one.organisation().value());
        };
    }

    private List<Review> cases(Conditions conditions, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(COLUMNS + conditions.text() + ORDER)) {
            query.setInt(conditions.set(query), limit);
            try (ResultSet rows = query.executeQuery()) {
                List<Review> cases = new ArrayList<>();
                while (rows.next()) {
                    cases.add(review(rows));
                }
                return cases;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                row.getObject("grant_id", UUID.class),
                new OdsCode(row.getString("requester")),
                instant(row, "declared_at"),
                instant(row, "due_at"),
                standing(row),
                StoredRecord.of(row));
    }

    /** Reads the columns that say how a case stands. */
    static Standing standing(ResultSet row) throws SQLException {
        String found = row.getString("found");
        return new Standing(
                row.getLong("revision"),
                ReviewState.of(row.getString("state")).orElseThrow(),
                found == null
                        ? null
                        : new Standing.Finding(ReviewState.of(found).orElseThrow(), instant(row, "found_at")),
                maybeInstant(row, "withheld_until"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static ProblemException unreadable(SQLException cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE, "The reviews can't be read now. Try again in a few seconds.", cause);
    }
}
