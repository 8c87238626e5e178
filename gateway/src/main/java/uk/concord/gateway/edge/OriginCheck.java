package uk.concord.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from acting in the name of somebody who is signed in (cross-site request forgery): what changes something
 * and comes with a session must come from our own pages. A request with a bearer token is exempt, because no other site can
 * make a browser send one. SameSite on the cookie is the second fence.
 */
@ApplicationScoped
public class OriginCheck {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final PublicAddress address;
    private final Refusals refusals;

    OriginCheck(PublicAddress address, Refusals refusals) {
        this.address = address;
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ORIGIN);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean exempt = SAFE.contains(request.method())
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getHeader(HttpHeaders.COOKIE) == null;
        if (exempt || fromOwnPages(request)) {
            context.next();
        } else {
            refusals.send(
                    context,
                    GatewayProblems.FOREIGN_ORIGIN,
                    "This would change something in your name, and it wasn't asked from a page of this platform. If you did"
                            + " ask it here, let your browser send the headers Origin and Sec-Fetch-Site.");
        }
    }

    private boolean fromOwnPages(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_SITE.contains(site)) {
            return false;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null ? ownReferer(request.getHeader(HttpHeaders.REFERER)) : origin.equals(address.origin());
    }

    private boolean ownReferer(@Nullable String referer) {
        if (referer == null) {
            return false;
        }
        try {
            URI from = URI.create(referer);
            return from.getHost() != null && PublicAddress.originOf(from).equals(address.origin());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
