package uk.concord.kernel.handover;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What monitoring sees of what was handed over. No label names anybody. */
@ApplicationScoped
class HandoverMetrics {

    void register(@Observes StartupEvent event, Handovers handovers, MeterRegistry registry) {
        if (handovers.areAsked()) {
            handovers.rounds().forEach(round -> register(round, registry));
        }
    }

    private static void register(HandoverRound round, MeterRegistry registry) {
        HandoverStanding standing = round.standing();
        Tags way = Tags.of("way", round.list().way());
        Gauge.builder("concord.handover.missing", standing, now -> now.counts().missing())
                .description("Audit events that Kafka acknowledged and the ledger lacks")
                .tags(way)
                .register(registry);
        Gauge.builder(
                        "concord.handover.unanswered",
                        standing,
                        now -> now.counts().unanswered())
                .description("Audit events that Kafka acknowledged and for which the ledger hasn't answered")
                .tags(way)
                .register(registry);
        Gauge.builder("concord.handover.silent.seconds", standing, HandoverStanding::silentSeconds)
                .description("For how long the ledger hasn't answered for all that Kafka acknowledged")
                .tags(way)
                .register(registry);
        FunctionCounter.builder("concord.handover.alarms", round, HandoverRound::alarms)
                .description("Alarms for audit events that the ledger lacked for too long")
                .tags(way)
                .register(registry);
        FunctionCounter.builder(
                        "concord.handover.sent.again",
                        standing,
                        now -> now.counts().sentAgain())
                .description("How often an audit event that the ledger lacked was sent again")
                .tags(way)
                .register(registry);
        FunctionCounter.builder(
                        "concord.handover.dropped",
                        standing,
                        now -> now.counts().dropped())
                .description("Audit events for which the ledger is never asked, because too many waited")
                .tags(way)
                .register(registry);
    }
}
