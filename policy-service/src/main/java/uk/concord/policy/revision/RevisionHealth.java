package uk.concord.policy.revision;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the database says which register and which release are in force. */
@Readiness
class RevisionHealth implements HealthCheck {

    private final RevisionWatch watch;

    RevisionHealth(RevisionWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("revisions")
                .status(watch.isRecent())
                .withData("release", watch.current(Part.RELEASE))
                .withData("register", watch.current(Part.REGISTER))
                .build();
    }
}
