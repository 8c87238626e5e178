package uk.concord.audit.hold;

import io.smallrye.common.annotation.Blocking;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Legal holds, for those who answer for the whole region. */
@Path("/audit/holds")
@RolesAllowed({Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Legal holds", description = "What must not be erased; in force from the answer on.")
class HoldResource {

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final LegalHolds holds;

    HoldResource(LegalHolds holds) {
        this.holds = holds;
    }

    /** All of them. */
    record HoldList(List<Hold> holds) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Hold a patient's, an organisation's, a decision's, or certain records")
    public Response place(@Nullable HoldRequest request) {
        if (request == null) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Send a JSON object with what to hold, a reason and a reference.");
        }
        return unstored(CREATED, holds.place(request));
    }

    @GET
    @Operation(summary = "All legal holds, newest first, those that were released among them")
    public Response all() {
        return unstored(OK, new HoldList(holds.all()));
    }

    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Release a hold")
    public Response release(@PathParam("id") String id, HoldRequest.@Nullable Release request) {
        return unstored(OK, holds.release(id, request == null ? null : request.reason()));
    }

    private static Response unstored(int status, Object answer) {
        return Response.status(status)
                .entity(answer)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
