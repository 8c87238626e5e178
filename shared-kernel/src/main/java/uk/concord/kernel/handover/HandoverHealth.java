package uk.concord.kernel.handover;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether the ledger has what was handed over. It is never a reason not to send requests here: nothing waits for the ledger, and what
 * it lacks isn't mended by another replica.
 */
@Readiness
class HandoverHealth implements HealthCheck {

    private final Handovers handovers;

    HandoverHealth(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("handover").up().withData("asked", handovers.areAsked());
        if (handovers.areAsked()) {
            handovers.rounds().stream()
                    .filter(round -> round.list().isAsked())
                    .forEach(round -> add(health, round.list().way() + "_", round.standing()));
        }
        return health.build();
    }

    private static void add(HealthCheckResponseBuilder health, String way, HandoverStanding standing) {
        HandoverCounts counts = standing.counts();
        health.withData(way + "handed_over", counts.handedOver())
                .withData(way + "recorded", counts.recorded())
                .withData(way + "parked", counts.parked())
                .withData(way + "missing", counts.missing())
                .withData(way + "unanswered", counts.unanswered())
                .withData(way + "dropped", counts.dropped())
                .withData(way + "sent_again", counts.sentAgain())
                .withData(way + "silent_seconds", Math.round(standing.silentSeconds()));
        String silence = standing.silence();
        if (silence != null) {
            health.withData(way + "silence", silence);
        }
    }
}
