package uk.concord.kernel.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import uk.concord.kernel.request.RequestIds;

/** Makes the HTTP answer of a problem. */
public final class ProblemResponses {

    private ProblemResponses() {}

    /** The answer for this problem in the current request. */
    public static Response of(ProblemType type, String detail, Map<String, Object> extensions) {
        Problem problem = Problem.of(type, detail, RequestIds.current().orElse(null), extensions);
        Response.ResponseBuilder answer = Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (type.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }

    static Response of(ProblemType type, String detail) {
        return of(type, detail, Map.of());
    }
}
