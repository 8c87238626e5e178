package uk.concord.policy.cohort;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.decision.CohortDecisions;
import uk.concord.policy.decision.CohortQuestion;

/** One question about many patients. The question travels in a header, so that the body can be a list in any of the formats. */
@Path("/access/v1/cohort")
class CohortResource {

    /** The question as base64url of its JSON. */
    static final String QUESTION = "Concord-Question";

    private static final String DECISION_ID = "Concord-Decision-Id";
    private static final String VALID_UNTIL = "Concord-Valid-Until";
    private static final String LIST = "list";
    private static final String EVERYBODY = "everybody";

    private final CohortDecisions decisions;
    private final Cohorts cohorts;
    private final Caller caller;

    CohortResource(CohortDecisions decisions, Cohorts cohorts, Caller caller) {
        this.decisions = decisions;
        this.cohorts = cohorts;
        this.caller = caller;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.PARTNER)
    @Operation(summary = "One question about a list of NHS numbers, or about everybody on the register")
    public Response ask(
            @HeaderParam(QUESTION) @Nullable String question,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            @QueryParam("of") @DefaultValue(LIST) String of,
            @jakarta.ws.rs.core.Context RoutingContext request,
            InputStream body)
            throws IOException, InterruptedException {
        CohortQuestion asked = decisions.read(decoded(question));
        Cohorts.Wanted.List list = switch (of) {
            case LIST -> new Cohorts.Wanted.List(body, format(contentType));
            case EVERYBODY -> null;
            default -> throw invalid("of must be " + LIST + " or " + EVERYBODY + ".");
        };
        ListFormat answers = ListFormat.accepted(accept, list == null ? ListFormat.NDJSON : list.format())
                .orElseThrow(() -> invalid("Accept must name " + formats() + "."));
        Cohort cohort =
                cohorts.begin(new Cohorts.Wanted(asked, list, answers, caller.client(), caller.subject()), request);
        Response.ResponseBuilder answer = Response.ok((StreamingOutput) cohort::writeTo)
                .type(MediaType.valueOf(answers.mediaType()).withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(DECISION_ID, cohort.head().id());
        Instant until = cohort.permitsUntil();
        return (until == null ? answer : answer.header(VALID_UNTIL, until)).build();
    }

    private static byte[] decoded(@Nullable String question) {
        if (question == null) {
            throw invalid("The header " + QUESTION
                    + " is missing: the AuthZEN question without resource.id, as base64url of its JSON.");
        }
        try {
            return Base64.getUrlDecoder().decode(question.strip());
        } catch (IllegalArgumentException e) {
            throw invalid("The header " + QUESTION + " isn't base64url.");
        }
    }

    private static ListFormat format(@Nullable String contentType) {
        return ListFormat.of(contentType)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the list as " + formats() + "."));
    }

    private static String formats() {
        return "application/x-ndjson, text/csv or text/plain (the list format of the national data opt-out service)";
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, what);
    }
}
