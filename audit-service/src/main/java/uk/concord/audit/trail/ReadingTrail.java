package uk.concord.audit.trail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.security.Caller;

/** Records that somebody read the audit. It must be on record before anything is answered. */
@ApplicationScoped
public class ReadingTrail {

    private final AuditPublisher publisher;
    private final Caller caller;

    ReadingTrail(AuditPublisher publisher, Caller caller) {
        this.publisher = publisher;
        this.caller = caller;
    }

    /**
     * Records a reading by the caller, and gives the record.
     *
     * @param about whom the reading was about, if one person
     * @param detail what was looked for and how much was found; no NHS number
     * @throws AuditUnavailableException 503; then nothing may be answered
     */
    public AuditRecord record(
            AuditActor.Capacity capacity,
            String outcome,
            String summary,
            @Nullable AuditPatient about,
            Map<String, Object> detail) {
        AuditEntry entry = AuditEntry.of(AuditType.AUDIT_READ, caller.asActor(capacity), outcome, summary)
                .with(detail);
        return publisher.publish(about == null ? entry : entry.about(about));
    }
}
