package uk.concord.audit.review;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import uk.concord.audit.trail.Viewer;
import uk.concord.kernel.problem.ProblemException;

/** Looks again and again what is overdue: for monitoring, and to have it recorded. */
@ApplicationScoped
class ReviewWatch {

    private static final Logger LOG = Logger.getLogger(ReviewWatch.class);

    private final Reminders reminders;
    private final ReviewCases cases;
    private final Clock clock;
    private volatile ReviewCounts counts = new ReviewCounts(0, 0, 0);

    ReviewWatch(Reminders reminders, ReviewCases cases, Clock clock, MeterRegistry registry) {
        this.reminders = reminders;
        this.cases = cases;
        this.clock = clock;
        Gauge.builder("concord.audit.reviews.open", this, watch -> watch.counts.open())
                .description("Reviews of break-glass that aren't closed")
                .register(registry);
        Gauge.builder("concord.audit.reviews.overdue", this, watch -> watch.counts.overdue())
                .description("Reviews of break-glass without a finding though one is due")
                .register(registry);
        Gauge.builder("concord.audit.reviews.withheld", this, watch -> watch.counts.withheld())
                .description("Reviews of break-glass whose records are withheld from the patient")
                .register(registry);
    }

    @Scheduled(
            identity = "reviews",
            every = "${concord.reviews.check-every}",
            delayed = "${concord.reviews.check-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            counts = cases.count(new Viewer.Region(), clock.instant());
            int recorded = reminders.record();
            if (recorded > 0) {
                LOG.infof("reviews reminded or shown again count=%d", recorded);
            }
        } catch (ProblemException e) {
            LOG.warnf(e.getCause(), "reviews not looked at problem=%s", e.type().slug());
        }
    }
}
