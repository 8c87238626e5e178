package uk.concord.audit.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** Places, releases and lists legal holds. */
@ApplicationScoped
class LegalHolds {

    static final int LONGEST_REASON = 1000;
    static final int LONGEST_REFERENCE = 100;

    private final HoldLedger ledger;
    private final PatientLookup patients;
    private final AuditPublisher publisher;
    private final ReadingTrail trail;
    private final HoldSettings settings;
    private final Caller caller;

    LegalHolds(
            HoldLedger ledger,
            PatientLookup patients,
            AuditPublisher publisher,
            ReadingTrail trail,
            HoldSettings settings,
            Caller caller) {
        this.ledger = ledger;
        this.patients = patients;
        this.publisher = publisher;
        this.trail = trail;
        this.settings = settings;
        this.caller = caller;
    }

    /**
     * Places a hold. When this returns it is in force: nothing that it covers is erased before it is released.
     *
     * @throws ProblemException 400 if reason or reference can't be kept; 422 if it names records that aren't there; 503 if it can't
     *     be recorded, or the ledger doesn't have the record in time
     */
    Hold place(HoldRequest request) {
        String reason = Words.of("reason", request.reason(), LONGEST_REASON);
        String reference = Words.of("reference", request.reference(), LONGEST_REFERENCE);
        Whom whom = request.nhsNumber() == null ? null : patients.find(request.nhsNumber());
        Hold.Subject subject = subject(request, whom);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("subject", subject.named());
        detail.put("reason", reason);
        detail.put("reference", reference);
        UUID id = record("placed", "An officer placed a legal hold: what it covers is not erased.", whom, detail);
        return find(id);
    }

    private Hold.Subject subject(HoldRequest request, @Nullable Whom whom) {
        if (whom != null) {
            return Hold.Subject.of(whom);
        }
        if (request.organisation() != null) {
            return new Hold.Subject(null, null, null, request.organisation().value(), null, null);
        }
        if (request.records() == null) {
            return new Hold.Subject(null, null, null, null, request.decisionId(), null);
        }
        Set<UUID> ids =
                request.records().stream().map(Objects::requireNonNull).collect(Collectors.toCollection(TreeSet::new));
        long missing = ids.size() - ledger.howManyAreThere(ids);
        if (missing > 0) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE,
                    missing
                            + " of these records are not in the ledger, or were erased. Nothing was held: name only records that"
                            + " are there.");
        }
        return new Hold.Subject(null, null, null, null, null, List.copyOf(ids));
    }

    /** All holds, newest first. That somebody looked is recorded. */
    List<Hold> all() {
        List<Hold> holds = ledger.all().reversed();
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer looked at the legal holds.",
                null,
                Map.of("form", "holds", "returned", holds.size()));
        return holds;
    }

    /**
     * Releases a hold: what it covered may be erased again, unless another hold covers it.
     *
     * @throws ProblemException 400 if the reason can't be kept; 404 if there is no such hold; 409 if it was released before; 503 as
     *     for placing
     */
    Hold release(String id, @Nullable String why) {
        String reason = Words.of("reason", why, LONGEST_REASON);
        Hold hold = ledger.all().stream()
                .filter(one -> one.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no legal hold with this id."));
        if (!hold.inForce()) {
            throw new ProblemException(ProblemType.CONFLICT, "This legal hold was released before.");
        }
        record(
                "released",
                "An officer released a legal hold: what it covered may be erased again.",
                null,
                Map.of("hold", hold.id(), "reason", reason));
        return find(hold.id());
    }

    private UUID record(String outcome, String summary, @Nullable Whom whom, Map<String, Object> detail) {
        AuditEntry entry = AuditEntry.of(
                        AuditType.LEGAL_HOLD, caller.asActor(AuditActor.Capacity.STAFF), outcome, summary)
                .with(detail);
        UUID id = publisher
                .publish(whom == null ? entry : entry.about(whom.named()))
                .id();
        ledger.await(id, settings.recordedWithin());
        return id;
    }

    private Hold find(UUID id) {
        return ledger.all().stream()
                .filter(hold -> hold.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the ledger had this hold a moment ago"));
    }
}
