package uk.concord.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Answers a subject access request, by API and by page: first the record of it, then the archive. */
@ApplicationScoped
class SubjectAccess {

    static final String ZIP = "application/zip";

    private final PatientLookup patients;
    private final PublishedLog log;
    private final ReadingTrail trail;
    private final SubjectArchive archive;

    SubjectAccess(PatientLookup patients, PublishedLog log, ReadingTrail trail, SubjectArchive archive) {
        this.patients = patients;
        this.log = log;
        this.trail = trail;
        this.archive = archive;
    }

    /**
     * The archive as an answer that is written while it is read.
     *
     * @throws ProblemException 503 if it can't be found out who it is, nothing is signed yet, or the export can't be recorded
     */
    Response answer(NhsNumber number) {
        Whom whom = patients.find(number);
        StoredCheckpoints.Published checkpoint = log.newest()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE, "The ledger isn't signed yet. Try again in a few seconds."));
        trail.record(
                AuditActor.Capacity.STAFF,
                "exported",
                "An officer exported all records about a person, to answer a subject access request.",
                whom.named(),
                Map.of("form", "subject-access", "tree_size", checkpoint.size()));
        StreamingOutput bytes = out -> archive.write(whom, checkpoint, out);
        return Response.ok(bytes, ZIP)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"subject-access.zip\"")
                .build();
    }
}
