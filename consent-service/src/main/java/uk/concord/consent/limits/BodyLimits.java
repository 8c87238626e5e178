package uk.concord.consent.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import uk.concord.kernel.problem.Problem;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/**
 * Refuses a body over the bound before anything of it is read. Quarkus has one bound for all addresses, which has to let the
 * largest import through; so the bound of all others is kept here.
 */
@ApplicationScoped
class BodyLimits {

    private static final String IMPORT = "/patients/import";
    private static final int BEFORE_AUTHENTICATION = 9_000;
    private static final int BEHIND_QUARKUS = 1;

    private final long bound;
    private final long importBound;
    private final ObjectMapper json;

    BodyLimits(LimitSettings settings, ObjectMapper json) {
        this.bound = settings.body().asLongValue();
        this.importBound = settings.importBody().asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_AUTHENTICATION);
        filters.register(this::bound, BEHIND_QUARKUS);
    }

    private void check(RoutingContext context) {
        long allowed = isImport(context) ? importBound : bound;
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > allowed) {
            refuse(context, allowed);
        } else {
            context.next();
        }
    }

    // A body of unknown length is counted while it is read. Quarkus has put its own bound there a moment before.
    private void bound(RoutingContext context) {
        if (!isImport(context)) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bound);
        }
        context.next();
    }

    private static boolean isImport(RoutingContext context) {
        return IMPORT.equals(context.normalizedPath());
    }

    private void refuse(RoutingContext context, long allowed) {
        String detail = "The body may have " + allowed + " bytes at most.";
        Problem problem = Problem.of(ProblemType.TOO_LARGE, detail, RequestIds.current().orElse(null), Map.of());
        try {
            context.response()
                    .setStatusCode(ProblemType.TOO_LARGE.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }
}
