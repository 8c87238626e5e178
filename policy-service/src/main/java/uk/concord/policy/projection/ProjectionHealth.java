package uk.concord.policy.projection;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once everything that the topic held at the start has been read and every partition has had a heartbeat, and not with an
 * unreadable key. Late heartbeats don't make a replica unready: it reads the truth then, and all replicas would be late.
 */
@Readiness
class ProjectionHealth implements HealthCheck {

    private final HeldStates states;
    private final Freshness freshness;

    ProjectionHealth(HeldStates states, Freshness freshness) {
        this.states = states;
        this.freshness = freshness;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("projection")
                .status(freshness.isComplete())
                .withData("caught_up", freshness.hasCaughtUp())
                .withData("fresh", freshness.isFresh())
                .withData("patients", states.patients())
                .withData("unreadable_patients", states.unreadable())
                .withData("unreadable_keys", freshness.unreadableKeys())
                .build();
    }
}
