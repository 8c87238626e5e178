package uk.concord.policy.register;

import static uk.concord.policy.register.CsvShape.EFFECTS;
import static uk.concord.policy.register.CsvShape.FLAG;
import static uk.concord.policy.register.CsvShape.IGNORED;
import static uk.concord.policy.register.CsvShape.LIST;
import static uk.concord.policy.register.CsvShape.SIGNATORIES;
import static uk.concord.policy.register.CsvShape.TEXT;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The columns that a CSV file of a kind may have: the names of its members, a member of a member after a full stop. */
final class CsvColumns {

    private static final Map<String, CsvShape> ORGANISATIONS = columns(
            "ods_code", TEXT,
            "name", TEXT,
            "type", TEXT,
            "postcode", TEXT,
            "status", TEXT,
            "successor", TEXT,
            "sub_icb_location", IGNORED,
            "opened", IGNORED);
    private static final Map<String, CsvShape> PARTNER_SYSTEMS =
            columns("client_id", TEXT, "name", TEXT, "requester_for", LIST, "enforces_for", LIST);
    private static final Map<String, CsvShape> PURPOSES = columns(
            "id", TEXT,
            "title", TEXT,
            "unregistered_patient", TEXT,
            "sensitive", TEXT,
            "needs_grant", FLAG,
            "roles", LIST,
            "defaults", EFFECTS);
    private static final Map<String, CsvShape> CATEGORIES = columns(
            "id", TEXT,
            "title", TEXT,
            "class", TEXT,
            "fhir_types", LIST,
            "fhir_profiles", LIST,
            "labels", LIST,
            "reference_sets", LIST);
    private static final Map<String, CsvShape> AGREEMENTS = columns(
            "id", TEXT,
            "title", TEXT,
            "status", TEXT,
            "from", TEXT,
            "until", TEXT,
            "custodians.organisations", LIST,
            "custodians.types", LIST,
            "requesters.organisations", LIST,
            "requesters.types", LIST,
            "purposes", LIST,
            "categories", LIST,
            "legal_bases.article_6", TEXT,
            "legal_bases.article_9", TEXT,
            "legal_bases.common_law", TEXT,
            "statutory_exceptions", LIST,
            "section_251.reference", TEXT,
            "section_251.regulation", TEXT,
            "section_251.conditions", LIST,
            "section_251.expires", TEXT,
            "section_251.opt_out_disapplied", FLAG,
            "section_251.annual_review", TEXT,
            "section_251.evidence", TEXT,
            "review_on", TEXT,
            "dpia.reference", TEXT,
            "dpia.register", TEXT,
            "dpia.id", TEXT,
            "signatories", SIGNATORIES);

    private CsvColumns() {}

    /** The columns of this kind, in their usual order; nothing if it isn't imported as CSV. */
    static Optional<Map<String, CsvShape>> of(Kind kind) {
        return switch (kind) {
            case ORGANISATIONS -> Optional.of(ORGANISATIONS);
            case PARTNER_SYSTEMS -> Optional.of(PARTNER_SYSTEMS);
            case PURPOSES -> Optional.of(PURPOSES);
            case CATEGORIES -> Optional.of(CATEGORIES);
            case AGREEMENTS -> Optional.of(AGREEMENTS);
            case SCHEMES, DIRECTIONS, PUBLIC_INTEREST_BASES -> Optional.empty();
        };
    }

    private static Map<String, CsvShape> columns(Object... namesAndShapes) {
        Map<String, CsvShape> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            columns.put((String) namesAndShapes[i], (CsvShape) namesAndShapes[i + 1]);
        }
        return columns;
    }
}
