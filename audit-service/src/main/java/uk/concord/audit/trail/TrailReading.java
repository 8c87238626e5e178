package uk.concord.audit.trail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.retention.ErasedRecord;
import uk.concord.audit.retention.Erasures;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/**
 * How officers read the trail, by API and by page: within what they may see, and never without a record of it. Each method answers
 * only when the record of the reading is safe.
 */
@ApplicationScoped
public class TrailReading {

    private static final String PROOF = "proof";

    private final Records records;
    private final ReadingTrail trail;
    private final PatientLookup patients;
    private final Erasures erasures;
    private final Caller caller;

    TrailReading(Records records, ReadingTrail trail, PatientLookup patients, Erasures erasures, Caller caller) {
        this.records = records;
        this.trail = trail;
        this.patients = patients;
        this.erasures = erasures;
        this.caller = caller;
    }

    /** @throws ProblemException 403 for an officer who may see no records at all */
    public void demandAllowed() {
        Viewer.of(caller);
    }

    /** Records that fit, newest first. */
    public Page<StoredRecord> search(Criteria criteria, Cursor cursor) {
        Page<StoredRecord> page = records.search(criteria, Viewer.of(caller), cursor.before(), cursor.limit());
        Whom whom = criteria.whom();
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer searched the audit trail.",
                whom == null ? null : whom.named(),
                Map.of("criteria", criteria.named(), "returned", page.records().size()));
        return page;
    }

    /**
     * Whom an NHS number means, for a search that names her without it.
     *
     * @throws ProblemException 403 for an officer who may see no records at all; 503 if the patient register can't be asked
     */
    public Whom lookUp(NhsNumber number) {
        Viewer.of(caller);
        Whom whom = patients.find(number);
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer looked up whom an NHS number means, to search the audit trail.",
                whom.named(),
                Map.of("form", "lookup"));
        return whom;
    }

    /**
     * The same person with all names under which she may be recorded, for a search whose address has only her id.
     *
     * @throws ProblemException 403 for an officer who may see no records at all; 503 if the patient register can't be asked
     */
    public Whom allNames(Whom whom) {
        Viewer.of(caller);
        return patients.allNames(whom);
    }

    /**
     * How many records fit each of these, at most so many of each.
     *
     * @param wanted by a name for the record of this reading
     */
    public Map<String, Long> count(Map<String, Criteria> wanted, int most) {
        Viewer viewer = Viewer.of(caller);
        Map<String, Long> counts = new LinkedHashMap<>();
        wanted.forEach((name, criteria) -> counts.put(name, records.count(criteria, viewer, most)));
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer looked at what needs attention in the audit trail.",
                null,
                Map.of("counts", counts));
        return counts;
    }

    /**
     * One record; that somebody asked for one that she may not see is recorded, too.
     *
     * @param form in which form it is read
     * @throws ProblemException 404 if it isn't there for the caller, 410 if it was erased
     */
    public StoredRecord open(String text, String form) {
        UUID id = idOf(text);
        StoredRecord record = find(id, form);
        recordOpened(record, Map.of("record", id, "form", form));
        return record;
    }

    /**
     * What a proof is made for.
     *
     * @param opening what makes the entry again, together with the record if that is still there
     */
    record Provable(long leafIndex, UUID id, byte[] opening) {}

    /**
     * One record, to prove that it is in the ledger. That holds of an erased one, too.
     *
     * @throws ProblemException 404 if it isn't there for the caller; 500 if it isn't what was recorded, which no proof may seem to
     *     say otherwise
     */
    Provable openToProve(String text) {
        UUID id = idOf(text);
        Optional<StoredRecord> there = records.find(id, Viewer.of(caller));
        Optional<ErasedRecord> erased = there.isPresent() ? Optional.empty() : erasures.find(id);
        if (erased.isPresent()) {
            ErasedRecord left = erased.get();
            recordErased(id, PROOF);
            return new Provable(left.leafIndex(), id, left.entry().openingWithoutRecord());
        }
        StoredRecord record = there.orElseThrow(() -> missing(id, PROOF));
        recordOpened(record, Map.of("record", id, "form", PROOF));
        if (record.content().isEmpty()) {
            throw record.altered();
        }
        return new Provable(record.leafIndex(), id, record.entry().opening(record.salt()));
    }

    /** A record with those that rest on the same decision. */
    public record WithRelated(StoredRecord record, List<StoredRecord> related) {}

    /**
     * One record with others of the same decision that the caller may see, newest first.
     *
     * @throws ProblemException 404 if it isn't there for the caller, 410 if it was erased
     */
    public WithRelated openWithRelated(String text, String form, int most) {
        UUID id = idOf(text);
        StoredRecord record = find(id, form);
        List<StoredRecord> related = record
                .content()
                .map(content -> content.facts().decisionId())
                .map(decision -> records.search(Criteria.ofDecision(decision), Viewer.of(caller), null, most)
                        .records())
                .orElse(List.of())
                .stream()
                .filter(other -> other.leafIndex() != record.leafIndex())
                .toList();
        recordOpened(
                record,
                Map.of(
                        "record",
                        id,
                        "form",
                        form,
                        "related",
                        related.stream().map(other -> other.entry().eventId()).toList()));
        return new WithRelated(record, related);
    }

    /** That an officer had the whole ledger checked. */
    public void recordLedgerCheck() {
        Viewer.of(caller);
        trail.record(
                AuditActor.Capacity.STAFF,
                "started",
                "An officer started a check of the whole ledger.",
                null,
                Map.of("form", "ledger-check"));
    }

    private StoredRecord find(UUID id, String form) {
        return records.find(id, Viewer.of(caller))
                .orElseThrow(() -> erasures.find(id)
                        .map(erased -> {
                            recordErased(id, form);
                            return erased.problem();
                        })
                        .orElseGet(() -> missing(id, form)));
    }

    // To any officer: that there was an event with this id is public in the log, and to whom it belonged was erased.
    private void recordErased(UUID id, String form) {
        trail.record(
                AuditActor.Capacity.STAFF,
                "erased",
                "An officer asked for a record that was erased.",
                null,
                Map.of("record", id, "form", form));
    }

    private ProblemException missing(UUID id, String form) {
        trail.record(
                AuditActor.Capacity.STAFF,
                "not-found",
                "An officer asked for a record that isn't there, or isn't for that officer to see.",
                null,
                Map.of("record", id, "form", form));
        return notFound();
    }

    private void recordOpened(StoredRecord record, Map<String, Object> detail) {
        Optional<RecordContent> content = record.content();
        Map<String, Object> told = new LinkedHashMap<>(detail);
        if (content.isEmpty()) {
            told.put("altered", true);
        }
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer opened a record of the audit trail.",
                content.map(there -> there.facts().whom())
                        .filter(RecordFacts.Whom::isNamed)
                        .map(whom -> new AuditPatient(whom.patient(), whom.pseudonym()))
                        .orElse(null),
                told);
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "There is no record with this id among those that you may see.");
    }
}
