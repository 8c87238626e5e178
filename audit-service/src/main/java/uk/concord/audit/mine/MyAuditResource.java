package uk.concord.audit.mine;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.Cursor;
import uk.concord.kernel.security.Roles;

/** A patient's own records. */
@Path("/me/audit")
@RolesAllowed(Roles.PATIENT)
@Tag(name = "My records", description = "For patients.")
class MyAuditResource {

    private final MyUses uses;

    MyAuditResource(MyUses uses) {
        this.uses = uses;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who asked about me, who looked, and who changed something; newest first")
    public Response uses(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        return Response.ok(uses.read(Cursor.of(after, limit), Use::of))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
