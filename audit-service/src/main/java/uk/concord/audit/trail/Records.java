package uk.concord.audit.trail;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.audit.AuditType;

/** Finds records. Pages go by leaf index, downwards: what is recorded meanwhile has a higher one and moves nothing. */
@ApplicationScoped
public class Records {

    private static final String NOT_WITHHELD =
            "r.leaf_index not in (select w.leaf_index from withheld_record w where w.withheld_until > ?)";

    private final AgroalDataSource database;

    Records(AgroalDataSource database) {
        this.database = database;
    }

    /** The record with this id, if there is one and the viewer may see it. */
    Optional<StoredRecord> find(UUID id, Viewer viewer) {
        Conditions conditions = new Conditions();
        Narrowing.hasId(conditions, id);
        Narrowing.seenBy(viewer, conditions);
        return newest(Fitting.of(conditions), 1).stream().findFirst();
    }

    /** Records that the viewer may see, newest first. */
    Page<StoredRecord> search(Criteria criteria, Viewer viewer, @Nullable Long before, int limit) {
        Fitting fitting = Fitting.of(criteria, viewer);
        return page(fitting, connection -> TimeSpans.of(connection, criteria.from(), criteria.until()), before, limit);
    }

    /** How many records that the viewer may see fit, at most so many. */
    long count(Criteria criteria, Viewer viewer, int most) {
        Fitting fitting = Fitting.of(criteria, viewer);
        try (Connection connection = database.getConnection()) {
            long found = 0;
            for (LeafSpan span : TimeSpans.of(connection, criteria.from(), criteria.until())) {
                if (found < most) {
                    found += number(connection, fitting.in(span), most - (int) found);
                }
            }
            return found;
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static long number(Connection connection, Fitting fitting, int most) throws SQLException {
        try (PreparedStatement query = fitting.number(connection, most);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * What was done under a break-glass grant, as far as the viewer may see it, newest first: decisions, accesses that rest on them,
     * and an end before its time.
     */
    public List<StoredRecord> ofGrant(UUID grant, Viewer viewer, int most) {
        Conditions conditions = new Conditions()
                .and(
                        "r.leaf_index in (select rr.leaf_index from review_record rr where rr.grant_id = ?"
                                + " union all select a.leaf_index from review_record d join record a on a.decision_id = d.decision_id"
                                + " where d.grant_id = ?)",
                        grant,
                        grant);
        conditions.and("r.type in (?, ?, ?)", AuditType.DECISION, AuditType.ACCESS, AuditType.BREAK_GLASS_ENDED);
        if (viewer instanceof Viewer.OneOrganisation one) {
            Narrowing.belongsTo(conditions, one.organisation().value());
        }
        return newest(Fitting.of(conditions), most);
    }

    /**
     * The records about a patient that she herself may see, newest first. Her own looks at this list aren't in it: it tells what
     * others did. What is withheld from her at this instant isn't there either, nor what officers did in reviews: what came of a
     * review is told beside the use that was reviewed. Nor are legal holds: they use nothing of hers, and the reason of one may be a
     * case against somebody.
     */
    public Page<StoredRecord> ofPatient(Whom whom, Instant now, @Nullable Long before, int limit) {
        Conditions conditions = new Conditions();
        Narrowing.about(conditions, whom);
        conditions.and("r.type <> ? or r.actor_capacity <> 'self'", AuditType.AUDIT_READ);
        conditions.and("r.type not in (?, ?)", AuditType.LEGAL_HOLD, AuditType.BREAK_GLASS_REVIEW);
        conditions.and(NOT_WITHHELD, now);
        return page(Fitting.of(conditions), connection -> List.of(LeafSpan.ALL), before, limit);
    }

    /**
     * Every record about somebody in front of this leaf, newest first: what she herself may see at this instant, and her own looks, for
     * an answer to her that leaves out nothing of hers.
     */
    public Page<StoredRecord> allAbout(Whom whom, Instant now, long before, int limit) {
        Conditions conditions = new Conditions();
        Narrowing.about(conditions, whom);
        conditions.and("r.type not in (?, ?)", AuditType.LEGAL_HOLD, AuditType.BREAK_GLASS_REVIEW);
        conditions.and(NOT_WITHHELD, now);
        return page(Fitting.of(conditions), connection -> List.of(LeafSpan.ALL), before, limit);
    }

    /** Says which leaves are gone through, the newest first. */
    @FunctionalInterface
    private interface Spans {
        List<LeafSpan> of(Connection connection) throws SQLException;
    }

    private Page<StoredRecord> page(Fitting fitting, Spans spans, @Nullable Long before, int limit) {
        List<StoredRecord> found = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (LeafSpan all : spans.of(connection)) {
                LeafSpan span = before == null ? all : all.before(before);
                int missing = limit + 1 - found.size();
                if (missing > 0 && !span.isEmpty()) {
                    found.addAll(newest(connection, fitting.in(span), missing));
                }
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<StoredRecord> records = found.subList(0, limit);
        return new Page<>(records, String.valueOf(records.getLast().leafIndex()));
    }

    private List<StoredRecord> newest(Fitting fitting, int limit) {
        try (Connection connection = database.getConnection()) {
            return newest(connection, fitting, limit);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static List<StoredRecord> newest(Connection connection, Fitting fitting, int limit) throws SQLException {
        try (PreparedStatement query = fitting.newest(connection, limit);
                ResultSet rows = query.executeQuery()) {
            List<StoredRecord> records = new ArrayList<>();
            while (rows.next()) {
                records.add(StoredRecord.of(rows));
            }
            return records;
        }
    }
}
