package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** AuthZEN 1.0 §8: Subject, Resource and Action Search. */
@Path("/access/v1/search")
class SearchResource {

    private final QuestionReader reader;
    private final Search search;
    private final WhoAsks whoAsks;
    private final Caller caller;

    SearchResource(QuestionReader reader, Search search, WhoAsks whoAsks, Caller caller) {
        this.reader = reader;
        this.search = search;
        this.whoAsks = whoAsks;
        this.caller = caller;
    }

    @POST
    @Path("/{kind}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PARTNER)
    public Response find(
            @PathParam("kind") String path,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        SearchKind kind = SearchKind.of(path)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There are three searches: subject, resource and action."));
        JsonNode root = reader.body(contentType, body);
        SearchAnswer answer = search.find(kind, root, whoAsks.demandPartnerSystem(caller.client()), caller.subject());
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
