package uk.concord.kernel.outbox;

import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says what the relay is doing. It is never a reason not to send requests here: changes are safe in the table while Kafka is
 * away, and every replica would be in the same case.
 */
@Readiness
class RelayHealth implements HealthCheck {

    private final OutboxRelay relay;

    RelayHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        RelayStatus status = relay.status();
        return HealthCheckResponse.named("outbox-relay")
                .up()
                .withData("state", status.state().name().toLowerCase(Locale.ROOT))
                .withData("rows_behind", status.rowsBehind())
                .withData("seconds_behind", Math.round(status.secondsBehind()))
                .build();
    }
}
