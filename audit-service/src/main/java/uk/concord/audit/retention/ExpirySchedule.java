package uk.concord.audit.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs the expiry now and then, from start to stop. */
@ApplicationScoped
class ExpirySchedule {

    private static final Logger LOG = Logger.getLogger(ExpirySchedule.class);
    private static final Duration FIRST_AFTER = Duration.ofMinutes(1);
    private static final long STOP_SECONDS = 10;

    private final Expiry expiry;
    private final RetentionPeriods periods;
    private final RetentionSettings settings;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("expiry").factory());

    ExpirySchedule(Expiry expiry, RetentionPeriods periods, RetentionSettings settings) {
        this.expiry = expiry;
        this.periods = periods;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        periods.demandSense();
        long every = settings.every().toMillis();
        // Soon after a start, because the process before may have left an erasure unfinished.
        long first = Math.min(every, FIRST_AFTER.toMillis());
        worker.scheduleWithFixedDelay(this::run, first, every, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            expiry.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Caught, or it would never run again.
            LOG.errorf(e, "expiry failed and will try again");
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("expiry didn't stop in time; what it has recorded is finished after the next start");
        }
    }
}
