package uk.concord.audit.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.note.OutsideCheckpoint;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** Runs this instance's sequencer from start to stop. */
@ApplicationScoped
public class SequencerLifecycle {

    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final KafkaAccess kafka;
    private final Sequencer sequencer;
    private final Parking parking;
    private final IngestMetrics metrics;
    private final Thread thread;

    SequencerLifecycle(
            SequencerConnections connections,
            KafkaAccess kafka,
            LedgerSettings settings,
            LogKeys keys,
            @All List<LedgerFollower> followers,
            AuditEvents events,
            MeterRegistry registry,
            Clock clock) {
        this.kafka = kafka;
        this.metrics = new IngestMetrics(registry, clock);
        String topic = kafka.name(Topic.AUDIT);
        Positions positions = new Positions(topic);
        this.parking = new Parking(kafka.name(Topic.AUDIT_PARKED), kafka.producer());
        this.sequencer = new Sequencer(
                new Sequencer.Parts(
                        connections,
                        connection -> open(topic, settings.batch(), positions, connection),
                        new LedgerBatches(positions, parking, followers, metrics, clock),
                        new KeyChanges(
                                keys.set(),
                                entry -> events.event(events.record(entry)).data()),
                        new CheckpointSigner(keys.set(), new OutsideCheckpoint(settings.checkpointFile()), clock),
                        metrics,
                        clock),
                new Sequencer.Timing(settings.checkpointInterval(), settings.takeOverPoll(), settings.retryAfter()));
        this.thread = Thread.ofPlatform().name("sequencer").daemon().unstarted(sequencer);
    }

    private AuditTopic open(String topic, int most, Positions positions, Connection connection) throws SQLException {
        kafka.ensure(Topic.AUDIT, Topic.AUDIT_PARKED);
        return new AuditTopic(topic, kafka.consumer(), most, positions.read(connection));
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        sequencer.close();
        thread.join(STOP_BOUND);
        parking.close();
    }

    /** What this instance's sequencer is doing. */
    public SequencerState state() {
        return sequencer.state();
    }

    /** Events in the topic that this instance, if it leads, knows of and hasn't written. */
    public long lag() {
        return metrics.lag();
    }

    /**
     * How long ago the topic held nothing that isn't in the ledger now. None: this instance doesn't lead, or doesn't know.
     */
    public Optional<Duration> behind() {
        return metrics.behind();
    }
}
