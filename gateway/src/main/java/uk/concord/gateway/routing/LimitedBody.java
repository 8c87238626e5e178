package uk.concord.gateway.routing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Passes on a body as it arrives, no faster than it is taken, up to a limit. */
final class LimitedBody {

    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final long limit;
    private long passed;
    private boolean over;

    LimitedBody(HttpServerRequest from, HttpClientRequest to, long limit) {
        this.from = from;
        this.to = to;
        this.limit = limit;
    }

    /** Starts; {@code tooLarge} is called at most once, when the limit is passed. */
    void send(Runnable tooLarge) {
        if (from.isEnded() || hasNone()) {
            to.end();
            from.resume();
            return;
        }
        if (from.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            to.setChunked(true);
        }
        from.exceptionHandler(broken -> to.reset());
        from.handler(part -> pass(part, tooLarge));
        from.endHandler(end -> {
            if (!over) {
                to.end();
            }
        });
        from.resume();
    }

    private boolean hasNone() {
        String length = from.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? from.getHeader(HttpHeaders.TRANSFER_ENCODING) == null : length.equals("0");
    }

    private void pass(Buffer part, Runnable tooLarge) {
        if (over) {
            return;
        }
        passed += part.length();
        if (passed > limit) {
            over = true;
            // Answer first: giving up the inner request would otherwise be answered as "service away".
            tooLarge.run();
            to.reset();
            return;
        }
        to.write(part);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }
}
