package uk.concord.kernel.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What monitoring sees of the relay. */
@ApplicationScoped
class RelayMetrics {

    void register(@Observes StartupEvent event, RelaySettings settings, OutboxRelay relay, MeterRegistry registry) {
        if (!settings.enabled()) {
            return;
        }
        RelayStatus status = relay.status();
        Gauge.builder("concord.relay.lag.rows", status, RelayStatus::rowsBehind)
                .description("Events in the outbox that Kafka doesn't hold yet")
                .register(registry);
        Gauge.builder("concord.relay.lag.seconds", status, RelayStatus::secondsBehind)
                .description("Age of the oldest event in the outbox that Kafka doesn't hold yet")
                .register(registry);
        for (RelayStatus.State state : RelayStatus.State.values()) {
            Gauge.builder("concord.relay.state", status, current -> current.state() == state ? 1 : 0)
                    .description("1 for what the relay is doing, 0 for the rest")
                    .tag("state", state.name())
                    .register(registry);
        }
    }
}
