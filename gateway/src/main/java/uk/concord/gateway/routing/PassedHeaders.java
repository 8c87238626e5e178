package uk.concord.gateway.routing;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers pass. Those of one connection don't (RFC 9110 §7.6.1), nor those in which a caller could pretend to be a proxy
 * or a part of the platform, nor what only the browser and the gateway have to do with each other.
 */
final class PassedHeaders {

    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> NOT_INWARDS = Set.of(
            "host",
            "cookie",
            "authorization",
            "expect",
            "origin",
            "referer",
            "forwarded",
            "via",
            "x-real-ip",
            "x-request-id",
            "x-http-method-override",
            "x-original-url",
            "x-rewrite-url",
            "traceparent",
            "tracestate",
            "baggage",
            "b3");
    private static final Set<String> NOT_OUTWARDS = Set.of(
            "set-cookie",
            "server",
            "x-powered-by",
            "x-request-id",
            "date",
            "access-control-allow-origin",
            "access-control-allow-credentials");

    private PassedHeaders() {}

    /** Copies what may go from a caller to a service. */
    static void inwards(MultiMap from, MultiMap to) {
        Set<String> named = named(from);
        from.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            boolean pretending =
                    key.startsWith("x-forwarded-") || key.startsWith("x-concord-") || key.startsWith("sec-");
            if (!pretending && !NOT_INWARDS.contains(key) && !OF_ONE_CONNECTION.contains(key) && !named.contains(key)) {
                to.add(name, value);
            }
        });
    }

    /** Copies what may go from a service to a caller. */
    static void outwards(MultiMap from, MultiMap to) {
        Set<String> named = named(from);
        from.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NOT_OUTWARDS.contains(key) && !OF_ONE_CONNECTION.contains(key) && !named.contains(key)) {
                to.add(name, value);
            }
        });
    }

    private static Set<String> named(MultiMap headers) {
        Set<String> names = new HashSet<>();
        for (String value : headers.getAll("Connection")) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
