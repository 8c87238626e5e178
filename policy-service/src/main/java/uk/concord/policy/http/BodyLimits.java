package uk.concord.policy.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import uk.concord.kernel.problem.ProblemType;

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

    BodyLimits(@ConfigProperty(name = "concord.limits.body", defaultValue = "1M") MemorySize bound) {
        this.bound = bound.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_AUTHENTICATION);
        filters.register(this::bound, BEHIND_QUARKUS);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && !isStreamed(context) && Long.parseLong(length) > bound) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            context.response().setStatusCode(ProblemType.TOO_LARGE.status()).end();
        } else {
            context.next();
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
