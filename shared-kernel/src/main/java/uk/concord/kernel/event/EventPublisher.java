package uk.concord.kernel.event;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Hands an event straight to Kafka, for what must be recorded before a request is answered. Safe for any thread. */
@ApplicationScoped
public class EventPublisher {

    private final KafkaAccess kafka;
    private final Duration bound;
    private final KafkaProducer<String, byte[]> producer;

    EventPublisher(KafkaAccess kafka, KafkaSettings settings) {
        this.kafka = kafka;
        this.bound = settings.acknowledgeWithin();
        this.producer = new KafkaProducer<>(kafka.producer());
    }

    /**
     * Returns when all in-sync replicas hold the event.
     *
     * @throws EventNotAcceptedException if Kafka hasn't said so within the bound. It may hold the event all the same: whoever
     *     tries again must use the same id.
     */
    public void publish(Topic topic, CloudEvent event) throws EventNotAcceptedException {
        try {
            producer.send(CloudEvents.toRecord(kafka.name(topic), event)).get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new EventNotAcceptedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventNotAcceptedException(e);
        }
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
