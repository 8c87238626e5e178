package uk.concord.kernel.audit;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.event.EventNotAcceptedException;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.Topic;

/** Records what must be on record before a request is answered: decisions, accesses, reads of the audit. */
@ApplicationScoped
public class AuditPublisher {

    private final AuditEvents events;
    private final EventPublisher publisher;

    public AuditPublisher(AuditEvents events, EventPublisher publisher) {
        this.events = events;
        this.publisher = publisher;
    }

    /**
     * Returns the record when all in-sync replicas of the audit topic hold it.
     *
     * @throws AuditUnavailableException 503, if that didn't happen in time: then nothing may be answered
     */
    public AuditRecord publish(AuditEntry entry) {
        AuditRecord record = events.record(entry);
        publish(record);
        return record;
    }

    /** The same for a record that has its id already. */
    public void publish(AuditRecord record) {
        try {
            publisher.publish(Topic.AUDIT, events.event(record));
        } catch (EventNotAcceptedException e) {
            throw new AuditUnavailableException(e);
        }
    }
}
