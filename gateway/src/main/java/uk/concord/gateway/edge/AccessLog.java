package uk.concord.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** One line for each request: what was asked, without the query, and how it was answered. NHS numbers never get into it. */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger("uk.concord.gateway.access");
    private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10,}");
    private static final Pattern ODD = Pattern.compile("[^\\x21-\\x7e]");
    private static final int NANOS_PER_MILLI = 1_000_000;

    void register(@Observes Filters filters) {
        filters.register(this::log, FilterOrder.ACCESS_LOG);
    }

    private void log(RoutingContext request) {
        long started = System.nanoTime();
        request.addEndHandler(end -> LOG.infof(
                "request method=%s path=%s status=%d bytes=%d ms=%d",
                request.request().method(),
                safe(PathCheck.rawPath(request.request().uri())),
                request.response().getStatusCode(),
                request.response().bytesWritten(),
                (System.nanoTime() - started) / NANOS_PER_MILLI));
        request.next();
    }

    static String safe(String path) {
        return ODD.matcher(TEN_DIGITS.matcher(path).replaceAll("[hidden]")).replaceAll("?");
    }
}
