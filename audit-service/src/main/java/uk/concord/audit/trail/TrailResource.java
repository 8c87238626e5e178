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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** The audit trail for officers. Each answer comes after the record that says who asked for it. */
@Path("/audit")
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Tag(name = "The audit trail", description = "For officers; each reading is itself a record.")
class TrailResource {

    private final Records records;
    private final ReadingTrail trail;
    private final PublishedLog log;
    private final PatientLookup patients;
    private final Caller caller;

    TrailResource(Records records, ReadingTrail trail, PublishedLog log, PatientLookup patients, Caller caller) {
        this.records = records;
        this.trail = trail;
        this.log = log;
        this.patients = patients;
        this.caller = caller;
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
        Viewer viewer = Viewer.of(caller);
        Whom whom = whom(request);
        Criteria criteria = new Criteria(
                whom,
                request.organisation(),
                request.type(),
                request.purpose(),
                request.outcome(),
                request.from(),
                request.until(),
                request.decisionId());
        Page<StoredRecord> page = records.search(criteria, viewer, cursor.before(), cursor.limit());
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer searched the audit trail.",
                whom == null ? null : whom.named(),
                Map.of("criteria", named(criteria), "returned", page.records().size()));
        return unstored(new Page<>(page.records().stream().map(RecordView::of).toList(), page.next()));
    }

    private @Nullable Whom whom(SearchRequest request) {
        if (request.nhsNumber() != null) {
            return patients.find(request.nhsNumber());
        }
        return request.patient() == null ? null : new Whom(request.patient(), null);
    }

    private static Map<String, Object> named(Criteria criteria) {
        Map<String, Object> named = new LinkedHashMap<>();
        put(named, "patient", criteria.whom() == null ? null : criteria.whom().named());
        put(named, "organisation", criteria.organisation());
        put(named, "type", criteria.type());
        put(named, "purpose", criteria.purpose());
        put(named, "outcome", criteria.outcome());
        put(named, "from", criteria.from());
        put(named, "until", criteria.until());
        put(named, "decision_id", criteria.decisionId());
        return named;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    @GET
    @Path("/records/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One record: what was asked, answered and why")
    public Response one(@PathParam("id") String id) {
        return unstored(FullRecord.of(open(id, "record")));
    }

    @GET
    @Path("/records/{id}/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Proof that the record is in the ledger, under the newest signed checkpoint")
    public Response proof(@PathParam("id") String id) {
        return unstored(log.inclusion(open(id, "proof").leafIndex()));
    }

    @GET
    @Path("/records/{id}/proof.tlog-proof")
    @Produces("text/plain; charset=utf-8")
    @Operation(summary = "The same proof as a file that can be checked offline (C2SP tlog-proof)")
    public Response proofFile(@PathParam("id") String id) {
        StoredRecord record = open(id, "proof");
        InclusionProof proof = log.inclusion(record.leafIndex());
        String extra = Base64.getEncoder().encodeToString(record.entry().opening(record.salt()));
        return Response.ok(proof.text(extra))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + record.entry().eventId() + ".tlog-proof\"")
                .build();
    }

    /** Finds the record and records that it was read; that somebody asked for one that she may not see is recorded, too. */
    private StoredRecord open(String text, String form) {
        UUID id = idOf(text);
        StoredRecord record = records.find(id, Viewer.of(caller)).orElse(null);
        Map<String, Object> detail = Map.of("record", id, "form", form);
        if (record == null) {
            trail.record(
                    AuditActor.Capacity.STAFF,
                    "not-found",
                    "An officer asked for a record that isn't there, or isn't for that officer to see.",
                    null,
                    detail);
            throw notFound();
        }
        RecordView.Patient patient = RecordView.of(record).patient();
        trail.record(
                AuditActor.Capacity.STAFF,
                "read",
                "An officer opened a record of the audit trail.",
                patient == null ? null : new AuditPatient(patient.id(), patient.pseudonym()),
                detail);
        return record;
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

    private static Response unstored(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
