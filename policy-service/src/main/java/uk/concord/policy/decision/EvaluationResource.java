package uk.concord.policy.decision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** AuthZEN 1.0 §6: Access Evaluation. A deny is a 200; what can't be answered safely is a problem. */
@Path("/access/v1/evaluation")
class EvaluationResource {

    private final QuestionReader reader;
    private final Decisions decisions;
    private final Caller caller;

    EvaluationResource(QuestionReader reader, Decisions decisions, Caller caller) {
        this.reader = reader;
        this.decisions = decisions;
        this.caller = caller;
    }

    // Any content type comes in, because AuthZEN wants a 400 for a wrong one, where HTTP would say 415.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.PARTNER)
    Response evaluate(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        Question question = reader.read(contentType, body);
        Decision decision = decisions.decide(question, caller.client(), caller.subject());
        return Response.ok(EvaluationAnswer.of(decision))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
