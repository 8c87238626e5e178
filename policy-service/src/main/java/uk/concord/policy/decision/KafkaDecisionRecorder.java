package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;

/** On record means: acknowledged by all in-sync replicas of the audit topic. */
@ApplicationScoped
class KafkaDecisionRecorder implements DecisionRecorder {

    private final AuditPublisher publisher;

    KafkaDecisionRecorder(AuditPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void record(AuditEntry entry) {
        publisher.publish(entry);
    }
}
