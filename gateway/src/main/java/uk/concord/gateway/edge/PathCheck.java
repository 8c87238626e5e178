package uk.concord.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses every path that two programs might read differently: dot segments, empty segments, anything percent-encoded, path
 * parameters. No address of this platform needs them, and each has let somebody past a check in a proxy.
 */
@ApplicationScoped
public class PathCheck {

    private static final Pattern PLAIN = Pattern.compile("/|(/[A-Za-z0-9._~@:$+,=-]+)+");
    private static final Pattern DOT_SEGMENT = Pattern.compile(".*/\\.{1,2}(/.*)?");
    private static final int LONGEST = 2048;

    private final Refusals refusals;

    PathCheck(Refusals refusals) {
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.PATH);
    }

    private void check(RoutingContext request) {
        if (isPlain(rawPath(request.request().uri()))) {
            request.next();
        } else {
            refusals.send(
                    request,
                    GatewayProblems.MALFORMED_PATH,
                    "A path here has only plain segments: no percent-encoding, no \"..\", no empty segment, no \";\".");
        }
    }

    /** The path as it came, without the query. */
    public static String rawPath(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    static boolean isPlain(String path) {
        return path.length() <= LONGEST
                && PLAIN.matcher(path).matches()
                && !DOT_SEGMENT.matcher(path).matches();
    }
}
