package uk.concord.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Refuses callers that ask too much too fast, so that one partner's loop doesn't keep the others from their patients. */
@ApplicationScoped
public class RateLimit {

    private final TokenBuckets buckets;
    private final Refusals refusals;

    RateLimit(RateLimitSettings settings, Refusals refusals) {
        this.buckets = new TokenBuckets(
                settings.perSecond(), settings.burst(), settings.rememberedCallers(), System::nanoTime);
        this.refusals = refusals;
    }

    /** Whether the caller may go on; if not, the request has been answered with 429. */
    public boolean admits(RoutingContext request, String caller) {
        Optional<Duration> wait = buckets.take(caller);
        wait.ifPresent(time -> refusals.send(
                request,
                GatewayProblems.TOO_MANY_REQUESTS,
                "You have asked more in a short time than one caller may. Wait as the header Retry-After says.",
                Map.of(HttpHeaders.RETRY_AFTER.toString(), String.valueOf(time.toSeconds() + 1))));
        return wait.isEmpty();
    }

    /** How somebody is counted whom no token or session names: by network address. */
    public static String addressOf(RoutingContext request) {
        SocketAddress remote = request.request().remoteAddress();
        return "address " + (remote == null ? "unknown" : remote.hostAddress());
    }
}
