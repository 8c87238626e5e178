package uk.concord.audit.trail;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.RecordedNames;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The audit trail for officers. Each answer comes after the record that says who asked for it. */
@Path("/audit")
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Tag(name = "The audit trail", description = "For officers; each reading is itself a record.")
class TrailResource {

    private final TrailReading reading;
    private final PublishedLog log;
    private final PatientLookup patients;
    private final RecordedNames recorded;

    TrailResource(TrailReading reading, PublishedLog log, PatientLookup patients, RecordedNames recorded) {
        this.reading = reading;
        this.log = log;
        this.patients = patients;
        this.recorded = recorded;
    }

    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find records, newest first")
    public Response search(@Nullable SearchRequest request) {
        if (request == null) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Send a JSON object with what to look for; {} finds all that you may see.");
        }
        request.check();
        Cursor cursor = Cursor.of(request.after(), request.limit());
        reading.demandAllowed();
        Criteria everybodys = new Criteria(
                whom(request),
                request.organisation(),
                request.type(),
                request.purpose(),
                request.outcome(),
                request.from(),
                request.until(),
                request.decisionId(),
                false);
        Page<StoredRecord> page = reading.search(everybodys.by(actor(request)), cursor);
        return unstored(new Page<>(page.records().stream().map(RecordLine::of).toList(), page.next()));
    }

    private Actor actor(SearchRequest request) {
        return new Actor(
                recorded(request.person()),
                recorded(request.user()),
                recorded(request.subject()),
                recorded(request.client()));
    }

    private @Nullable String recorded(@Nullable String name) {
        return name == null ? null : recorded.of(name);
    }

    private @Nullable Whom whom(SearchRequest request) {
        if (request.nhsNumber() != null) {
            return patients.find(request.nhsNumber());
        }
        return request.patient() == null ? null : patients.find(request.patient());
    }

    @GET
    @Path("/records/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One record: what was asked, answered and why")
    public Response one(@PathParam("id") String id) {
        return unstored(FullRecord.of(reading.open(id, "record")));
    }

    @GET
    @Path("/records/{id}/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Proof that the record is in the ledger, cosigned by witnesses if possible")
    public Response proof(@PathParam("id") String id) {
        return unstored(log.inclusion(reading.openToProve(id).leafIndex()));
    }

    @GET
    @Path("/records/{id}/proof.tlog-proof")
    @Produces("text/plain; charset=utf-8")
    @Operation(summary = "The same proof as a file that can be checked offline (C2SP tlog-proof)")
    public Response proofFile(@PathParam("id") String id) {
        TrailReading.Provable record = reading.openToProve(id);
        InclusionProof proof = log.inclusion(record.leafIndex());
        String extra = Base64.getEncoder().encodeToString(record.opening());
        return Response.ok(proof.text(extra))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + record.id() + ".tlog-proof\"")
                .build();
    }

    private static Response unstored(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
