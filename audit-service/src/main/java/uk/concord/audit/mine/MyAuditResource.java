package uk.concord.audit.mine;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.audit.trail.Records;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** A patient's own records. */
@Path("/me/audit")
@RolesAllowed(Roles.PATIENT)
@Tag(name = "My records", description = "For patients.")
class MyAuditResource {

    private final Records records;
    private final PatientLookup patients;
    private final ReadingTrail trail;
    private final Caller caller;

    MyAuditResource(Records records, PatientLookup patients, ReadingTrail trail, Caller caller) {
        this.records = records;
        this.patients = patients;
        this.trail = trail;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who asked about me, who looked, and who changed something; newest first")
    public Response uses(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        Cursor cursor = Cursor.of(after, limit);
        Whom whom = patients.find(caller.nhsNumber());
        Page<Use> page = records.ofPatient(whom, cursor.before(), cursor.limit(), Use::of);
        trail.record(
                AuditActor.Capacity.SELF,
                "read",
                "The patient looked at who has used her or his information.",
                whom.named(),
                Map.of("returned", page.records().size()));
        return Response.ok(page).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
