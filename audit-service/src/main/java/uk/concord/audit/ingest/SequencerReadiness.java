package uk.concord.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while records can't be written and signed; ready as a standby. */
@Readiness
@ApplicationScoped
class SequencerReadiness implements HealthCheck {

    private final SequencerLifecycle sequencer;

    SequencerReadiness(SequencerLifecycle sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("ledger");
        return switch (sequencer.state()) {
            case SequencerState.Leading leading ->
                health.up()
                        .withData("leads", true)
                        .withData("epoch", leading.epoch())
                        .build();
            case SequencerState.Standby standby ->
                health.up().withData("leads", false).build();
            case SequencerState.Refusing refusing ->
                health.down().withData("refuses", refusing.why()).build();
            case SequencerState.Recovering recovering ->
                health.down().withData("failed", recovering.why()).build();
            case SequencerState.Starting starting ->
                health.down().withData("starting", true).build();
            case SequencerState.Stopped stopped ->
                health.down().withData("stopped", true).build();
        };
    }
}
