package uk.concord.gateway.routing;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import uk.concord.gateway.caller.Callers;
import uk.concord.gateway.caller.Identity;
import uk.concord.gateway.edge.PathCheck;
import uk.concord.gateway.edge.RateLimit;
import uk.concord.gateway.edge.Refusals;
import uk.concord.kernel.problem.ProblemType;

/** Sends every request to where the table says, and refuses what the table doesn't have. */
@ApplicationScoped
class Door {

    // After the gateway's own routes, before Quarkus REST, which serves the session's resources.
    private static final int ORDER = 5_000;
    private static final String ASSETS = "/assets/";
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Callers callers;
    private final RateLimit rate;
    private final Refusals refusals;
    private final Passage passage;

    Door(Callers callers, RateLimit rate, Refusals refusals, Passage passage) {
        this.callers = callers;
        this.rate = rate;
        this.refusals = refusals;
        this.passage = passage;
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::open);
    }

    private void open(RoutingContext request) {
        String path = PathCheck.rawPath(request.request().uri());
        if (path.equals("/session") || path.startsWith("/session/")) {
            if (rate.admits(request, RateLimit.addressOf(request))) {
                session(request);
            }
            return;
        }
        if (path.startsWith(ASSETS)) {
            asset(request);
            return;
        }
        Optional<Route> route = Route.of(request.request().method().name(), path);
        if (route.isEmpty()) {
            refusals.send(request, ProblemType.NOT_FOUND, "There is nothing at this address.");
        } else if (!METHODS.contains(request.request().method())) {
            refusals.send(request, ProblemType.METHOD_NOT_ALLOWED, "This address doesn't take this method.");
        } else {
            identified(request, route.get());
        }
    }

    // Their names hold a hash of their content, so whatever was fetched once stays right.
    private void asset(RoutingContext request) {
        if (rate.admits(request, RateLimit.addressOf(request))) {
            request.addHeadersEndHandler(end -> {
                int status = request.response().getStatusCode();
                if (status == OK || status == NOT_MODIFIED) {
                    request.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
                }
            });
            request.next();
        }
    }

    // Who isn't signed in learns that first, whatever else is wrong with the request.
    private void session(RoutingContext request) {
        request.request().pause();
        callers.identify(request)
                .subscribe()
                .with(
                        identity -> {
                            switch (identity) {
                                case Identity.Known known -> {
                                    request.request().resume();
                                    request.next();
                                }
                                case Identity.Unadmitted unadmitted -> refuse(request, unadmitted);
                            }
                        },
                        request::fail);
    }

    private void identified(RoutingContext request, Route route) {
        request.request().pause();
        callers.identify(request)
                .subscribe()
                .with(identity -> admit(request, route, identity), failure -> request.fail(failure));
    }

    private void admit(RoutingContext request, Route route, Identity identity) {
        switch (identity) {
            case Identity.Known known -> {
                if (rate.admits(request, known.key())) {
                    passage.forward(request, route, known.accessToken());
                }
            }
            case Identity.Nobody nobody
            when route.open() -> {
                if (rate.admits(request, RateLimit.addressOf(request))) {
                    passage.forward(request, route, null);
                }
            }
            case Identity.Unadmitted unadmitted -> {
                if (rate.admits(request, RateLimit.addressOf(request))) {
                    refuse(request, unadmitted);
                }
            }
        }
    }

    private void refuse(RoutingContext request, Identity.Unadmitted identity) {
        switch (identity) {
            case Identity.Nobody nobody ->
                refusals.send(
                        request,
                        ProblemType.UNAUTHENTICATED,
                        "Send an access token of this platform, or sign in at /session/login first.");
            case Identity.Invalid invalid ->
                refusals.send(
                        request,
                        ProblemType.UNAUTHENTICATED,
                        "This needs a valid access token of this platform: unexpired, from its own sign-in service,"
                                + " meant for it. If you have signed in, your session is over: sign in again.");
            case Identity.Unknowable unknowable ->
                refusals.send(
                        request,
                        ProblemType.UNAVAILABLE,
                        "It can't be checked now who you are. Try again in a few seconds.");
        }
    }
}
