package uk.concord.audit.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.ledger.CohortPeople;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Criteria.Further;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.Pseudonyms;

/** What is said of a record {@code r} in the conditions of a query. */
final class Narrowing {

    // Bodies are searched as bytes: as JSON, one text in one record that PostgreSQL can't hold would fail the whole
    // query. A quotation mark within a text is escaped, so no text can look like this member, which is "gap":{ and is
    // written as in its index.
    private static final String GAP = "r.outcome = 'deny' and position('\\x22676170223a7b'::bytea in r.body) > 0";

    // Of a part of a cohort, and of nothing else, whoever is among its people finds the record.
    private static final String AMONG =
            "select p.leaf_index from record_patient p join record c on c.leaf_index = p.leaf_index"
                    + " and c.recorded_at = p.recorded_at where p.person = ? and c.type = '" + AuditType.COHORT_PART
                    + "'";

    private Narrowing() {}

    /** It is the one with this id. */
    static void hasId(Conditions conditions, UUID id) {
        conditions
                .and("r.leaf_index = (select leaf_index from leaf where event_id = ?)", id)
                .and("r.recorded_at = (select recorded_at from leaf where event_id = ?)", id);
    }

    /** It belongs to this organisation. */
    static void belongsTo(Conditions conditions, String organisation) {
        conditions.and("? = any(r.organisations)", organisation);
    }

    /** The viewer may see it. */
    static void seenBy(Viewer viewer, Conditions conditions) {
        if (viewer instanceof Viewer.OneOrganisation one) {
            belongsTo(conditions, one.organisation().value());
        }
        ofOthers(viewer, conditions);
    }

    /** The viewer may see it, if it belongs to the viewer's organisation. */
    static void ofOthers(Viewer viewer, Conditions conditions) {
        if (viewer instanceof Viewer.OneOrganisation one) {
            conditions.and(
                    "r.type <> ? or r.actor_organisation = ?",
                    AuditType.PREFERENCE_CHANGE,
                    one.organisation().value());
        }
    }

    /** It is about this person, under any of her names. */
    static void about(Conditions conditions, Whom whom) {
        List<String> selects = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (whom.patient() != null) {
            selects.add("select leaf_index from record where patient_id = ?");
            values.add(whom.patient());
            selects.add(AMONG);
            values.add(whom.patient());
        }
        for (String pseudonym : whom.pseudonyms()) {
            selects.add("select leaf_index from record where pseudonym = ?");
            values.add(pseudonym);
            if (Pseudonyms.FORM.matcher(pseudonym).matches()) {
                selects.add(AMONG);
                values.add(CohortPeople.person(pseudonym));
            }
        }
        // An array is made first, whatever PostgreSQL knows of the table; a subquery might be joined with all of it.
        conditions.and("r.leaf_index = any(array(" + String.join(" union all ", selects) + "))", values.toArray());
    }

    /** It is what is looked for, whoever acted and whichever organisation it belongs to. */
    static void fits(Criteria criteria, Conditions conditions) {
        if (criteria.whom() != null) {
            about(conditions, criteria.whom());
        }
        Further further = criteria.further();
        conditions
                .andIf(criteria.type(), "r.type = ?")
                .andIf(criteria.purpose(), "r.purpose = ?")
                .andIf(criteria.outcome(), "r.outcome = ?")
                .andIf(criteria.decisionId(), "r.decision_id = ?")
                .andIf(criteria.from(), "r.occurred_at >= ?")
                .andIf(criteria.until(), "r.occurred_at < ?")
                .andAny("r.type not in", further.notTypes())
                .andAny("r.outcome in", further.outcomes())
                .andAny("r.outcome not in", further.notOutcomes());
        if (further.id() != null) {
            hasId(conditions, further.id());
        }
        if (criteria.gapsOnly()) {
            conditions.and(GAP);
        }
    }
}
