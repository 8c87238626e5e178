package uk.concord.gateway.routing;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.edge.Refusals;
import uk.concord.gateway.upstream.UnansweredException;
import uk.concord.gateway.upstream.UpstreamSettings;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.request.RequestIds;

/** Passes a request to a service and its answer back, both as they arrive. */
@ApplicationScoped
class Passage {

    private static final Logger LOG = Logger.getLogger(Passage.class);

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final HttpClient client;
    private final ServiceAddresses addresses;
    private final UpstreamSettings upstream;
    private final RoutingSettings settings;
    private final Refusals refusals;

    Passage(
            HttpClient client,
            ServiceAddresses addresses,
            UpstreamSettings upstream,
            RoutingSettings settings,
            Refusals refusals) {
        this.client = client;
        this.addresses = addresses;
        this.upstream = upstream;
        this.settings = settings;
        this.refusals = refusals;
    }

    /** The request must be paused. */
    void forward(RoutingContext context, Route route, @Nullable String accessToken) {
        forward(context, route, accessToken, isRepeatable(context.request()));
    }

    private void forward(RoutingContext context, Route route, @Nullable String accessToken, boolean repeatable) {
        HttpServerRequest request = context.request();
        long limit = limit(route);
        if (declaredLength(request) > limit) {
            tooLarge(context, limit);
            return;
        }
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setAbsoluteURI(addresses.of(route.service(), request.uri()))
                .setFollowRedirects(false)
                .setIdleTimeout(upstream.silentFor().toMillis());
        client.request(options)
                .onSuccess(inner -> exchange(context, route, accessToken, inner, repeatable))
                .onFailure(failure -> away(context, route, failure));
    }

    private void exchange(
            RoutingContext context,
            Route route,
            @Nullable String accessToken,
            HttpClientRequest inner,
            boolean repeatable) {
        HttpServerRequest request = context.request();
        long limit = limit(route);
        PassedHeaders.inwards(request.headers(), inner.headers());
        RequestIds.current().ifPresent(id -> inner.putHeader(RequestIds.HEADER, id));
        if (accessToken != null) {
            inner.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
        }
        context.response().closeHandler(closed -> inner.reset());
        inner.response().onSuccess(answer -> relay(context, answer)).onFailure(failure -> {
            if (repeatable
                    && UnansweredException.is(failure)
                    && !context.response().closed()) {
                forward(context, route, accessToken, false);
            } else {
                away(context, route, failure);
            }
        });
        new LimitedBody(request, inner, limit).send(() -> tooLarge(context, limit));
    }

    private void relay(RoutingContext context, HttpClientResponse answer) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            answer.request().reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        PassedHeaders.outwards(answer.headers(), response.headers());
        // A service names its own address where it sends a browser on; outside there is only ours.
        String location = response.headers().get(HttpHeaders.LOCATION);
        if (location != null) {
            response.putHeader(HttpHeaders.LOCATION, addresses.withoutService(location));
        }
        boolean bodiless = context.request().method() == HttpMethod.HEAD
                || answer.statusCode() == 204
                || answer.statusCode() == 304;
        if (bodiless) {
            response.end();
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        answer.pipeTo(response).onFailure(failure -> {
            LOG.warnf("answer broken off error=%s", failure.getClass().getSimpleName());
            response.reset();
        });
    }

    private long limit(Route route) {
        return switch (route.body()) {
            case ORDINARY -> settings.largestBody();
            case IMPORT -> settings.largestImport();
            case STREAM -> Long.MAX_VALUE;
        };
    }

    private void away(RoutingContext context, Route route, Throwable failure) {
        if (context.response().ended()) {
            return;
        }
        LOG.warnf(
                "service away service=%s error=%s",
                route.service(), failure.getClass().getSimpleName());
        refusals.send(
                context,
                ProblemType.UNAVAILABLE,
                "The part of the platform that answers this is away or too slow. It isn't known whether anything was done. Try"
                        + " again in a few seconds; if it goes on, tell the platform's operator.");
    }

    private void tooLarge(RoutingContext context, long limit) {
        // What is still coming of the body is not read, so the connection is of no further use.
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        refusals.send(context, ProblemType.TOO_LARGE, "The body may have at most " + limit + " bytes here.");
    }

    // Safe (RFC 9110 §9.2.1), and without a body, which would be gone after the first try.
    private static boolean isRepeatable(HttpServerRequest request) {
        return SAFE.contains(request.method())
                && declaredLength(request) == 0
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
