package uk.concord.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts the security headers on every answer, last of all, so that no service behind the gateway can loosen them: scripts and
 * styles from our own address only and never inline, no frames, no sniffing of types.
 */
@ApplicationScoped
public class SecurityHeaders {

    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    private final PublicAddress address;
    private final String policy;

    SecurityHeaders(PublicAddress address, @ConfigProperty(name = "concord.sign-in.url") URI signIn) {
        this.address = address;
        // Browsers apply form-action to redirects, too, and signing in and out may lead to the sign-in service.
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                + " connect-src 'self'; manifest-src 'self'; form-action 'self' " + PublicAddress.originOf(signIn)
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FilterOrder.HEADERS);
    }

    private void add(RoutingContext request) {
        request.addHeadersEndHandler(end -> {
            MultiMap headers = request.response().headers();
            headers.set("Content-Security-Policy", policy);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            headers.remove("Server");
            headers.remove("X-Powered-By");
            if (address.encrypted()) {
                headers.set("Strict-Transport-Security", TWO_YEARS);
            }
            if (!headers.contains("Cache-Control")) {
                headers.set("Cache-Control", "no-store");
            }
        });
        request.next();
    }
}
