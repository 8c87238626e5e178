package uk.concord.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;

/**
 * The connection ended before anything of the answer came, as happens to one that was kept open and that the other side closes
 * just when the next request is sent (RFC 9112 §9.3.1). What may be done twice may be tried once more.
 */
public final class UnansweredException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnansweredException(Throwable cause) {
        super("the connection was closed before an answer", cause);
    }

    /** Whether this failure to get an answer's head is of that kind. */
    public static boolean is(Throwable failure) {
        return failure instanceof UnansweredException
                || failure instanceof HttpClosedException
                || failure instanceof IOException;
    }

    static <T> Future<T> distinguish(Throwable failure) {
        return Future.failedFuture(is(failure) ? new UnansweredException(failure) : failure);
    }
}
