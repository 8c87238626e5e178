package uk.concord.audit.mine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.review.ReviewOutcomes;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.audit.trail.Records;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.security.Caller;

/** Reads the records about the signed-in patient, and records that she did. */
@ApplicationScoped
class MyUses {

    private final Records records;
    private final PatientLookup patients;
    private final ReviewOutcomes reviews;
    private final ReadingTrail trail;
    private final Caller caller;
    private final Clock clock;

    MyUses(
            Records records,
            PatientLookup patients,
            ReviewOutcomes reviews,
            ReadingTrail trail,
            Caller caller,
            Clock clock) {
        this.records = records;
        this.patients = patients;
        this.reviews = reviews;
        this.trail = trail;
        this.caller = caller;
        this.clock = clock;
    }

    /** How a record is seen. */
    @FunctionalInterface
    interface View<T> {

        /** @param review what came of the review of the emergency that it declares; null for every other record */
        T of(StoredRecord record, Whom whom, ReviewOutcomes.@Nullable Outcome review);
    }

    /** A record, and the grant that it declares, if it declares one. */
    private record Reviewed(StoredRecord stored, @Nullable UUID declared) {

        static Reviewed read(StoredRecord stored) {
            return new Reviewed(
                    stored,
                    stored.content()
                            .map(RecordContent::facts)
                            .filter(facts -> facts.type().equals(AuditType.BREAK_GLASS_DECLARED))
                            .map(RecordFacts::grant)
                            .orElse(null));
        }

        ReviewOutcomes.@Nullable Outcome outcomeAmong(Map<UUID, ReviewOutcomes.Outcome> outcomes) {
            return declared == null ? null : outcomes.get(declared);
        }
    }

    /**
     * Her records, newest first, seen in this way: those of declared emergencies with what came of their reviews, and none that is
     * withheld from her now.
     *
     * @throws uk.concord.kernel.problem.ProblemException 403 if her sign-in brought no NHS number, 503 if her records can't be
     *     found or the reading can't be recorded
     */
    <T> Page<T> read(Cursor cursor, View<T> view) {
        Whom whom = patients.find(caller.nhsNumber());
        Page<StoredRecord> found = records.ofPatient(whom, clock.instant(), cursor.before(), cursor.limit());
        List<Reviewed> read = found.records().stream().map(Reviewed::read).toList();
        Map<UUID, ReviewOutcomes.Outcome> outcomes = reviews.of(read.stream()
                .flatMap(record -> Stream.ofNullable(record.declared()))
                .toList());
        Page<T> page = new Page<>(
                read.stream()
                        .map(record -> view.of(record.stored(), whom, record.outcomeAmong(outcomes)))
                        .toList(),
                found.next());
        trail.record(
                AuditActor.Capacity.SELF,
                "read",
                "The patient looked at who has used her or his information.",
                whom.named(),
                Map.of("returned", page.records().size()));
        return page;
    }
}
