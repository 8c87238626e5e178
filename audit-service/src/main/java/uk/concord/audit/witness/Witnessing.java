package uk.concord.audit.witness;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.ingest.SequencerLifecycle;
import uk.concord.audit.ingest.SequencerState;

/**
 * Asks the witnesses again and again, where this instance leads the ledger: one that only stands by may know less than the witness,
 * and would take that for an alarm.
 */
@ApplicationScoped
class Witnessing {

    private static final Logger LOG = Logger.getLogger(Witnessing.class);

    private final Witnesses witnesses;
    private final SequencerLifecycle sequencer;
    private final WitnessClient client;
    private final WitnessRound round;
    private final Duration every;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("witnessing").factory());

    Witnessing(
            Witnesses witnesses,
            WitnessSettings settings,
            AgroalDataSource database,
            LogKeys keys,
            SequencerLifecycle sequencer,
            MeterRegistry registry,
            Clock clock) {
        this.witnesses = witnesses;
        this.sequencer = sequencer;
        this.client = new WitnessClient(settings.within());
        this.every = settings.every();
        Submission.Connections connections = database::getConnection;
        this.round = new WitnessRound(
                witnesses, new Submission(connections, keys.verifiers(), client, clock), connections, clock, every);
        round.measureIn(registry);
    }

    void start(@Observes StartupEvent event) {
        if (!witnesses.all().isEmpty()) {
            Future<?> _ = clockwork.scheduleWithFixedDelay(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            if (sequencer.state() instanceof SequencerState.Leading) {
                round.run();
            } else {
                round.forget();
            }
        } catch (SQLException | RuntimeException e) {
            // An exception that left here would end the schedule.
            LOG.warnf(e, "witnesses could not be asked");
        }
    }

    /** How it goes with this witness, as far as this instance knows. */
    WitnessState state(Witness witness) {
        return round.state(witness);
    }

    void stop(@Observes ShutdownEvent event) {
        clockwork.shutdownNow();
        client.close();
    }
}
