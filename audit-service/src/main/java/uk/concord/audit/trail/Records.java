package uk.concord.audit.trail;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CohortPeople;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.audit.AuditType;

/** Finds records. Pages go by leaf index, downwards: what is recorded meanwhile has a higher one and moves nothing. */
@ApplicationScoped
public class Records {

    private static final String COLUMNS =
            "select r.leaf_index, r.recorded_at, l.event_id, l.commitment, r.salt, r.body from ";
    static final String LEAF = " join leaf l on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at";
    private static final String BY_ORGANISATION =
            "record_organisation o join record r on r.leaf_index = o.leaf_index and r.recorded_at = o.recorded_at";
    // Bodies are searched as bytes: as JSON, one text in one record that PostgreSQL can't hold would fail the whole
    // query. A quotation
    // mark within a text is escaped, so no text can look like this member.
    private static final String NOT_WITHHELD =
            "r.leaf_index not in (select w.leaf_index from withheld_record w where w.withheld_until > ?)";
    private static final String GAP = "r.outcome = 'deny' and position(convert_to('\"gap\":{', 'UTF8') in r.body) > 0";

    // Of a part of a cohort, and of nothing else, whoever is among its people finds the record.
    private static final String AMONG =
            "select p.leaf_index from record_patient p join record c on c.leaf_index = p.leaf_index"
                    + " and c.recorded_at = p.recorded_at where p.person = ? and c.type = '" + AuditType.COHORT_PART
                    + "'";
    private static final String HEX_PSEUDONYM = "[0-9a-f]{32}";

    private final AgroalDataSource database;

    Records(AgroalDataSource database) {
        this.database = database;
    }

    /** The record with this id, if there is one and the viewer may see it. */
    Optional<StoredRecord> find(UUID id, Viewer viewer) {
        Conditions conditions = new Conditions().and("l.event_id = ?", id);
        seenBy(viewer, conditions);
        return query("record r", conditions, "l.leaf_index", 1).stream().findFirst();
    }

    /** Only what the viewer may see, of records that are named. */
    static void seenBy(Viewer viewer, Conditions conditions) {
        switch (viewer) {
            case Viewer.Region region -> {
                // All of them.
            }
            case Viewer.OneOrganisation one -> {
                restrict(conditions, one);
                conditions.and("? = any(r.organisations)", one.organisation().value());
            }
        }
    }

    /** Records that the viewer may see, newest first. */
    Page<StoredRecord> search(Criteria criteria, Viewer viewer, @Nullable Long before, int limit) {
        Conditions conditions = new Conditions();
        return page(fitting(criteria, viewer, conditions), conditions, before, limit);
    }

    /** How many records that the viewer may see fit, at most so many. */
    long count(Criteria criteria, Viewer viewer, int most) {
        Conditions conditions = new Conditions();
        String from = fitting(criteria, viewer, conditions);
        String sql = "select count(*) from (select 1 from " + from + conditions.text() + " limit ?) fitting";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(conditions.set(query), most);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    /** Adds the conditions, and says what they are put to. */
    private static String fitting(Criteria criteria, Viewer viewer, Conditions conditions) {
        String organisation =
                criteria.organisation() == null ? null : criteria.organisation().value();
        String from = switch (viewer) {
            case Viewer.Region region -> {
                conditions.andIf(organisation, "o.organisation = ?");
                yield organisation == null ? "record r" : BY_ORGANISATION;
            }
            case Viewer.OneOrganisation one -> {
                conditions.and("o.organisation = ?", one.organisation().value());
                conditions.andIf(organisation, "? = any(r.organisations)");
                restrict(conditions, one);
                yield BY_ORGANISATION;
            }
        };
        if (criteria.whom() != null) {
            about(conditions, criteria.whom());
        }
        conditions
                .andIf(criteria.type(), "r.type = ?")
                .andIf(criteria.purpose(), "r.purpose = ?")
                .andIf(criteria.outcome(), "r.outcome = ?")
                .andIf(criteria.decisionId(), "r.decision_id = ?")
                .andIf(criteria.from(), "r.occurred_at >= ?")
                .andIf(criteria.until(), "r.occurred_at < ?")
                .andIf(criteria.further().id(), "r.leaf_index = (select leaf_index from leaf where event_id = ?)")
                .andAny("r.type not in", criteria.further().notTypes())
                .andAny("r.outcome in", criteria.further().outcomes())
                .andAny("r.outcome not in", criteria.further().notOutcomes());
        criteria.further().actor().narrow(conditions);
        if (criteria.gapsOnly()) {
            conditions.and(GAP);
        }
        return from;
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
            conditions.and("? = any(r.organisations)", one.organisation().value());
        }
        return query("record r", conditions, "r.leaf_index", most);
    }

    /**
     * The records about a patient that she herself may see, newest first. Her own looks at this list aren't in it: it tells what
     * others did. What is withheld from her at this instant isn't there either, nor what officers did in reviews: what came of a
     * review is told beside the use that was reviewed. Nor are legal holds: they use nothing of hers, and the reason of one may be a
     * case against somebody.
     */
    public <T> Page<T> ofPatient(Whom whom, Instant now, @Nullable Long before, int limit, Function<byte[], T> view) {
        Conditions conditions = new Conditions();
        about(conditions, whom);
        conditions.and("r.type <> ? or r.actor_capacity <> 'self'", AuditType.AUDIT_READ);
        conditions.and("r.type not in (?, ?)", AuditType.LEGAL_HOLD, AuditType.BREAK_GLASS_REVIEW);
        conditions.and(NOT_WITHHELD, now);
        Page<StoredRecord> page = page("record r", conditions, before, limit);
        return new Page<>(
                page.records().stream().map(StoredRecord::body).map(view).toList(), page.next());
    }

    /**
     * Every record about somebody in front of this leaf, newest first: what she herself may see at this instant, and her own looks, for
     * an answer to her that leaves out nothing of hers.
     */
    public Page<StoredRecord> allAbout(Whom whom, Instant now, long before, int limit) {
        Conditions conditions = new Conditions();
        about(conditions, whom);
        conditions.and("r.type not in (?, ?)", AuditType.LEGAL_HOLD, AuditType.BREAK_GLASS_REVIEW);
        conditions.and(NOT_WITHHELD, now);
        return page("record r", conditions, before, limit);
    }

    private static void restrict(Conditions conditions, Viewer.OneOrganisation one) {
        conditions.and(
                "r.type <> ? or r.actor_organisation = ?",
                AuditType.PREFERENCE_CHANGE,
                one.organisation().value());
    }

    private static void about(Conditions conditions, Whom whom) {
        List<String> selects = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (whom.patient() != null) {
            selects.add("select leaf_index from record where patient_id = ?");
            values.add(whom.patient());
            selects.add(AMONG);
            values.add(whom.patient());
        }
        if (whom.pseudonym() != null) {
            selects.add("select leaf_index from record where pseudonym = ?");
            values.add(whom.pseudonym());
        }
        if (whom.pseudonym() != null && whom.pseudonym().matches(HEX_PSEUDONYM)) {
            selects.add(AMONG);
            values.add(CohortPeople.person(whom.pseudonym()));
        }
        if (!selects.isEmpty()) {
            conditions.and("r.leaf_index in (" + String.join(" union all ", selects) + ")", values.toArray());
        }
    }

    private Page<StoredRecord> page(String from, Conditions conditions, @Nullable Long before, int limit) {
        String index = from.startsWith("record_organisation") ? "o.leaf_index" : "r.leaf_index";
        conditions.andIf(before, index + " < ?");
        List<StoredRecord> found = query(from, conditions, index, limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<StoredRecord> records = found.subList(0, limit);
        return new Page<>(records, String.valueOf(records.getLast().leafIndex()));
    }

    private List<StoredRecord> query(String from, Conditions conditions, String index, int limit) {
        String sql = COLUMNS + from + LEAF + conditions.text() + " order by " + index + " desc limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(conditions.set(query), limit);
            try (ResultSet rows = query.executeQuery()) {
                List<StoredRecord> records = new ArrayList<>();
                while (rows.next()) {
                    records.add(record(rows));
                }
                return records;
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static StoredRecord record(ResultSet row) throws SQLException {
        return new StoredRecord(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                new LedgerEntry(row.getObject(3, UUID.class), Hash.of(row.getBytes(4))),
                row.getBytes(5),
                row.getBytes(6));
    }
}
