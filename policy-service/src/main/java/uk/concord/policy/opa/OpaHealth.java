package uk.concord.policy.opa;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the policy engine answers and has activated both bundles. */
@Readiness
class OpaHealth implements HealthCheck {

    private final Opa opa;

    OpaHealth(Opa opa) {
        this.opa = opa;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("policy-engine");
        try {
            ActiveRevisions active = opa.active();
            return health.status(active.release() != null && active.register() != null)
                    .withData("release", String.valueOf(active.release()))
                    .withData("register", String.valueOf(active.register()))
                    .build();
        } catch (OpaUnavailableException e) {
            return health.down().withData("error", e.detail()).build();
        }
    }
}
