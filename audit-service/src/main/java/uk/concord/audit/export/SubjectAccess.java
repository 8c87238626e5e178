package uk.concord.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;

/** Answers a subject access request, by API and by page: first the record of it, then the archive. */
@ApplicationScoped
class SubjectAccess {

    static final String ZIP = "application/zip";

    private final PatientLookup patients;
    private final ReadingTrail trail;
    private final SubjectArchive archive;
    private final Clock clock;

    SubjectAccess(PatientLookup patients, ReadingTrail trail, SubjectArchive archive, Clock clock) {
        this.patients = patients;
        this.trail = trail;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * The archive as an answer that is written while it is read.
     *
     * @throws ProblemException 503 if it can't be found out who it is, nothing is signed yet, or the export can't be recorded
     */
    Response answer(NhsNumber number) {
        Whom whom = patients.find(number);
        // What is withheld from her is judged once, for the whole archive.
        Instant now = clock.instant();
        PublishedLog.Covering covering = archive.covering(whom, now);
        trail.record(
                AuditActor.Capacity.STAFF,
                "exported",
                "An officer exported all records about a person, to answer a subject access request.",
                whom.named(),
                Map.of(
                        "form",
                        "subject-access",
                        "tree_size",
                        covering.checkpoint().size()));
        StreamingOutput bytes = out -> archive.write(whom, now, covering, out);
        return Response.ok(bytes, ZIP)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"subject-access.zip\"")
                .build();
    }
}
