package uk.concord.policy.recording;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import uk.concord.kernel.outbox.OutboxRelay;

/**
 * How many records wait in the database for Kafka. Always ready: while Kafka is away, this replica still answers and keeps its
 * records, and so does any other.
 */
@Readiness
class SpoolHealth implements HealthCheck {

    private final KafkaStanding kafka;
    private final OutboxRelay relay;

    SpoolHealth(KafkaStanding kafka, OutboxRelay relay) {
        this.kafka = kafka;
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit-spool")
                .up()
                .withData("kafka", kafka.isAway() ? "away" : "in use")
                .withData("waiting", relay.status().rowsBehind())
                .build();
    }
}
