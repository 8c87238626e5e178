package uk.concord.policy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import uk.concord.kernel.problem.Problem;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/**
 * Bounds every body but those that are read as a stream. Quarkus has one bound for all addresses, which has to let a list of any
 * size through.
 */
@ApplicationScoped
class BodyLimits {

    private static final String COHORT = "/access/v1/cohort";
    private static final int BEFORE_AUTHENTICATION = 9_000;
    private static final int BEHIND_QUARKUS = 1;

    private final long bound;
    private final ObjectMapper json;

    BodyLimits(@ConfigProperty(name = "concord.limits.body", defaultValue = "1M") MemorySize bound, ObjectMapper json) {
        this.bound = bound.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_AUTHENTICATION);
        filters.register(this::bound, BEHIND_QUARKUS);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && !isStreamed(context) && Long.parseLong(length) > bound) {
            refuse(context);
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context) {
        Problem problem = Problem.of(
                ProblemType.TOO_LARGE,
                "The body may have " + bound + " bytes at most.",
                RequestIds.current().orElse(null),
                Map.of());
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

    // A body of unknown length is counted while it is read. Quarkus has put its own bound there a moment before.
    private void bound(RoutingContext context) {
        if (!isStreamed(context)) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bound);
        }
        context.next();
    }

    private static boolean isStreamed(RoutingContext context) {
        return COHORT.equals(context.normalizedPath());
    }
}
