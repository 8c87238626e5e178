package uk.concord.kernel.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.UuidV7;

/**
 * Gives every request an id: the caller's {@code X-Request-ID} where it is well formed, else a new UUIDv7. It is echoed on
 * every answer (AuthZEN 1.0 §10.1.3 demands the same value), put into the log context as {@code requestId}, and recorded.
 */
@ApplicationScoped
public class RequestIds {

    /** The header's name. */
    public static final String HEADER = "X-Request-ID";

    private static final String KEY = "requestId";
    // Also keeps line breaks and other people's text out of the logs.
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TEN_DIGITS = Pattern.compile(".*[0-9]{10}.*");
    private static final int FIRST = 10_000;

    private final UuidV7 ids;

    RequestIds(UuidV7 ids) {
        this.ids = ids;
    }

    void register(@Observes Filters filters) {
        filters.register(this::assign, FIRST);
    }

    private void assign(RoutingContext context) {
        String id = acceptable(context.request().getHeader(HEADER))
                .orElseGet(() -> ids.next().toString());
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        Context vertx = Vertx.currentContext();
        if (vertx != null) {
            vertx.putLocal(KEY, id);
        }
        MDC.put(KEY, id);
        context.next();
    }

    // An id that might be an NHS number is replaced: it would end in every log line of the request. UUIDs may hold ten
    // digits
    // in a row, so they are let through by their shape.
    private static Optional<String> acceptable(@Nullable String offered) {
        return Optional.ofNullable(offered)
                .filter(id -> WELL_FORMED.matcher(id).matches())
                .filter(id -> id.length() == 36 && id.indexOf('-') == 8
                        || !TEN_DIGITS.matcher(id).matches());
    }

    /** The id of the request that is being worked on, if there is one. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY)).map(Object::toString);
    }
}
