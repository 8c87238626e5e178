package uk.concord.audit.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What monitoring sees of the sequencer. No label names anybody. */
final class IngestMetrics {

    private static final double MILLISECONDS = 1000.0;

    private final Counter recorded;
    private final Counter duplicates;
    private final Counter parked;
    private final Counter contradictions;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicReference<@Nullable Long> wholeAt = new AtomicReference<>();
    private final AtomicReference<Instant> unsignedSince = new AtomicReference<>(Instant.MAX);

    IngestMetrics(MeterRegistry registry, Clock clock) {
        recorded = registry.counter("concord.audit.recorded");
        duplicates = registry.counter("concord.audit.duplicates");
        parked = registry.counter("concord.audit.parked");
        contradictions = registry.counter("concord.audit.contradictions");
        Gauge.builder("concord.audit.lag", lag, AtomicLong::doubleValue)
                .description("Events in the audit topic that aren't in the ledger yet")
                .register(registry);
        Gauge.builder("concord.audit.unsigned.seconds", this, metrics -> metrics.unsigned(clock))
                .description("For how long the newest records have waited for a checkpoint")
                .register(registry);
    }

    private double unsigned(Clock clock) {
        Instant since = unsignedSince.get();
        return since.equals(Instant.MAX)
                ? 0
                : Duration.between(since, clock.instant()).toMillis() / MILLISECONDS;
    }

    void wrote(Batch batch) {
        recorded.increment(batch.records().size());
        duplicates.increment(batch.duplicates());
        parked.increment(batch.unrecordable().size());
        contradictions.increment(batch.contradictions());
    }

    /** @param oldest when the oldest record was recorded that no checkpoint covers; {@link Instant#MAX} if there is none */
    void unsignedSince(Instant oldest) {
        unsignedSince.set(oldest);
    }

    void lag(long events) {
        lag.set(events);
    }

    long lag() {
        return lag.get();
    }

    /** Everything that the topic held at this instant of {@link System#nanoTime} is in the ledger; null: that isn't known. */
    void whole(@Nullable Long at) {
        wholeAt.set(at);
    }

    /** How long ago the topic held nothing that isn't in the ledger now; none if that isn't known. */
    Optional<Duration> behind() {
        return Optional.ofNullable(wholeAt.get()).map(at -> Duration.ofNanos(System.nanoTime() - at));
    }
}
