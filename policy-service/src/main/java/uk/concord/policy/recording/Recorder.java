package uk.concord.policy.recording;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.Topic;

/**
 * Puts records on record: with Kafka, whose acknowledgement means that all in-sync replicas hold them, else in the spool. A
 * record that Kafka didn't acknowledge in time may be there all the same; it has the same event id in both, by which the
 * ledger takes it once.
 */
@ApplicationScoped
public class Recorder {

    private static final Logger LOG = Logger.getLogger(Recorder.class);

    private final AuditEvents events;
    private final EventPublisher kafka;
    private final KafkaStanding standing;
    private final Spool spool;

    Recorder(AuditEvents events, EventPublisher kafka, KafkaStanding standing, Spool spool, MeterRegistry metrics) {
        this.events = events;
        this.kafka = kafka;
        this.standing = standing;
        this.spool = spool;
        Gauge.builder("concord_recording_kafka_away", standing, now -> now.isAway() ? 1 : 0)
                .description("1 while records go to the database because Kafka doesn't acknowledge them")
                .register(metrics);
    }

    /**
     * Returns when none of these records can be lost any more. Those that are told to nobody may be on record all the same.
     *
     * @throws AuditUnavailableException 503, if that can't be had for all of them: then nothing may be answered
     */
    public void record(List<AuditRecord> records) {
        List<CloudEvent> left = records.stream().map(events::event).toList();
        if (!left.isEmpty() && standing.isWorthTrying()) {
            left = kafka.publishAll(Topic.AUDIT, left);
            if (left.isEmpty()) {
                standing.acknowledged();
            } else {
                standing.failed();
                LOG.warnf("kafka didn't acknowledge records count=%d, so they go to the database", left.size());
            }
        }
        if (!left.isEmpty()) {
            spool(left);
        }
    }

    private void spool(List<CloudEvent> left) {
        try {
            spool.keep(left);
        } catch (RuntimeException e) {
            throw new AuditUnavailableException(e);
        }
    }
}
