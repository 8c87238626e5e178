package uk.concord.policy.cohort;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Gives up a connection whose client neither sends nor takes anything for too long while we wait for it. */
final class ClientWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClientWatch.class);
    private static final long EVERY_MILLISECONDS = 500;

    private final RoutingContext request;
    private final long bound;
    private final long timer;
    private volatile long moved = System.nanoTime();
    private volatile boolean waiting;

    ClientWatch(RoutingContext request, Duration bound) {
        this.request = request;
        this.bound = bound.toNanos();
        this.timer = request.vertx().setPeriodic(EVERY_MILLISECONDS, it -> look());
    }

    /** The client has sent or taken something. */
    void moved() {
        moved = System.nanoTime();
    }

    /** Does something that ends only if the client sends or takes something. */
    <T> T whileWaiting(Callable<T> step) throws java.io.IOException, InterruptedException {
        moved();
        waiting = true;
        try {
            return step.call();
        } catch (java.io.IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("only these are thrown while a client is waited for", e);
        } finally {
            waiting = false;
            moved();
        }
    }

    private void look() {
        if (waiting && System.nanoTime() - moved > bound) {
            LOG.infof("cohort given up: its client neither sends nor takes anything");
            moved();
            breakOff();
        }
    }

    /** Ends the connection, so that the client can't take what it has for the whole. */
    void breakOff() {
        HttpConnection connection = request.request().connection();
        // Vert.x would first write what is waiting, which is just what a client that stands still prevents.
        if (connection instanceof ConnectionBase base) {
            base.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }

    @Override
    public void close() {
        request.vertx().cancelTimer(timer);
    }
}
