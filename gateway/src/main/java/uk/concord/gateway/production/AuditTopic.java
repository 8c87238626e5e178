package uk.concord.gateway.production;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** Makes the audit topic on purpose, before anything must be recorded in it. */
@ApplicationScoped
class AuditTopic {

    private final KafkaAccess kafka;

    AuditTopic(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    void ensure(@Observes StartupEvent event) {
        kafka.ensure(Topic.AUDIT);
    }
}
