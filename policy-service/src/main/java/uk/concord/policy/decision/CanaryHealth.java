package uk.concord.policy.decision;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the policy engine permits what it must refuse. */
@Readiness
class CanaryHealth implements HealthCheck {

    private final Canary canary;

    CanaryHealth(Canary canary) {
        this.canary = canary;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("canary")
                .status(canary.last() != Canary.Answer.WRONG)
                .withData("answer", canary.last().label())
                .build();
    }
}
