package uk.concord.policy.breakglass;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.IG_OFFICER;
import static uk.concord.kernel.security.Roles.PARTNER;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;
import uk.concord.kernel.security.Caller;

/** Break-glass over HTTP: partner systems declare emergencies for their users; they and officers see and end them. */
@Path("/break-glass/grants")
@Produces(MediaType.APPLICATION_JSON)
class GrantResource {

    private static final int USUAL_LIMIT = 50;
    private static final int LIMIT = 200;
    private static final int SHORTEST_REASON = 3;
    private static final int LONGEST_REASON = 1000;

    private final GrantDesk desk;
    private final Caller caller;

    GrantResource(GrantDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    /** Why a grant is ended before its time. */
    record Ending(@Nullable String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(PARTNER)
    public Response declare(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey, @Nullable DeclarationBody body) {
        Declaration declaration = Text.present("The body", body).read();
        GrantView grant = desk.declare(
                declaration,
                IdempotencyKey.parse(idempotencyKey),
                RequestIds.current().orElseThrow(),
                caller.client(),
                caller.subject());
        return answer(Response.created(URI.create("/break-glass/grants/" + grant.id()))
                .entity(grant));
    }

    @POST
    @Path("/{id}/end")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({PARTNER, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN})
    public Response end(@PathParam("id") String id, @Nullable Ending body) {
        String reason = Text.of("reason", Text.present("The body", body).reason(), SHORTEST_REASON, LONGEST_REASON);
        return answer(Response.ok(desk.end(existing(id), reason, caller)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({PARTNER, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN})
    public Response one(@PathParam("id") String id) {
        return answer(Response.ok(desk.one(existing(id), caller)));
    }

    @GET
    @RolesAllowed({PARTNER, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN})
    public Response list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("active") @Nullable String active,
            @QueryParam("limit") @Nullable String limit) {
        return answer(Response.ok(desk.page(position(after), flag(active), size(limit), caller)));
    }

    private static Response answer(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static UUID existing(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no grant with this id.");
        }
    }

    private static @Nullable UUID position(@Nullable String after) {
        try {
            return after == null ? null : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw invalid("after must be the \"next\" of the page before, unchanged.");
        }
    }

    private static @Nullable Boolean flag(@Nullable String active) {
        return switch (active) {
            case null -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw invalid("active must be true or false.");
        };
    }

    private static int size(@Nullable String limit) {
        try {
            int wanted = limit == null ? USUAL_LIMIT : Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= LIMIT) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            throw invalid("limit must be 1 to " + LIMIT + ".");
        }
        throw invalid("limit must be 1 to " + LIMIT + ".");
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, what);
    }
}
