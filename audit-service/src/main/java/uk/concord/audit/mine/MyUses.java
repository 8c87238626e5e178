package uk.concord.audit.mine;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BiFunction;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.audit.trail.Records;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.security.Caller;

/** Reads the records about the signed-in patient, and records that she did. */
@ApplicationScoped
class MyUses {

    private final Records records;
    private final PatientLookup patients;
    private final ReadingTrail trail;
    private final Caller caller;

    MyUses(Records records, PatientLookup patients, ReadingTrail trail, Caller caller) {
        this.records = records;
        this.patients = patients;
        this.trail = trail;
        this.caller = caller;
    }

    /**
     * Her records, newest first, seen in this way.
     *
     * @throws uk.concord.kernel.problem.ProblemException 403 if her sign-in brought no NHS number, 503 if her records can't be
     *     found or the reading can't be recorded
     */
    <T> Page<T> read(Cursor cursor, BiFunction<byte[], Whom, T> view) {
        Whom whom = patients.find(caller.nhsNumber());
        Page<T> page = records.ofPatient(whom, cursor.before(), cursor.limit(), body -> view.apply(body, whom));
        trail.record(
                AuditActor.Capacity.SELF,
                "read",
                "The patient looked at who has used her or his information.",
                whom.named(),
                Map.of("returned", page.records().size()));
        return page;
    }
}
