package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** AuthZEN 1.0 §7: Access Evaluations. */
@Path("/access/v1/evaluations")
class EvaluationsResource {

    private final QuestionReader reader;
    private final Evaluations evaluations;
    private final Decisions decisions;
    private final WhoAsks whoAsks;
    private final Caller caller;

    EvaluationsResource(
            QuestionReader reader, Evaluations evaluations, Decisions decisions, WhoAsks whoAsks, Caller caller) {
        this.reader = reader;
        this.evaluations = evaluations;
        this.decisions = decisions;
        this.whoAsks = whoAsks;
        this.caller = caller;
    }

    // Any content type comes in, because AuthZEN wants a 400 for a wrong one, where HTTP would say 415.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PARTNER)
    public Response evaluate(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        JsonNode root = reader.body(contentType, body);
        Semantic semantic = Semantic.of(new Member("", root));
        List<JsonNode> items = evaluations.items(root);
        if (items.isEmpty()) {
            Question question = reader.question(new Member("", root));
            return ok(EvaluationAnswer.of(decisions.decide(question, caller.client(), caller.subject())));
        }
        whoAsks.demandPartnerSystem(caller.client());
        return ok(EvaluationsAnswer.of(evaluations.answer(root, items, semantic, caller.client(), caller.subject())));
    }

    private static Response ok(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
