package uk.concord.kernel.event;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Hands an event straight to Kafka, for what must be recorded before a request is answered. Safe for any thread. Events of one
 * process stay in their order; those of several don't, also with the same key, so compacted topics aren't for it.
 */
@ApplicationScoped
public class EventPublisher {

    private final KafkaAccess kafka;
    private final Acknowledgements acknowledgements;
    private final Duration bound;
    private final KafkaProducer<String, byte[]> producer;

    public EventPublisher(KafkaAccess kafka, KafkaSettings settings, Acknowledgements acknowledgements) {
        this.kafka = kafka;
        this.acknowledgements = acknowledgements;
        this.bound = settings.acknowledgeWithin();
        this.producer = new KafkaProducer<>(kafka.gatheringProducer());
    }

    /**
     * Returns when all in-sync replicas hold the event.
     *
     * @throws EventNotAcceptedException if Kafka hasn't said so within the bound. It may hold the event all the same: whoever
     *     tries again must use the same id.
     */
    public void publish(Topic topic, CloudEvent event) throws EventNotAcceptedException {
        demandUnkeyed(topic);
        try {
            producer.send(CloudEvents.toRecord(kafka.name(topic), event)).get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new EventNotAcceptedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventNotAcceptedException(e);
        }
        acknowledgements.acknowledged(topic, event);
    }

    /**
     * Hands over all these events and then waits for them together.
     *
     * @return those of them, in their order, of which Kafka hasn't said within the bound that all in-sync replicas hold them. It
     *     may hold them all the same: whoever tries again must use the same ids.
     */
    public List<CloudEvent> publishAll(Topic topic, List<CloudEvent> events) {
        return publishAll(topic, events, acknowledgements);
    }

    /** As {@link #publishAll}, for events that were acknowledged before and got lost: nobody hears of them a second time. */
    public List<CloudEvent> publishAgain(Topic topic, List<CloudEvent> events) {
        return publishAll(topic, events, (where, event) -> {});
    }

    private List<CloudEvent> publishAll(Topic topic, List<CloudEvent> events, Acknowledgements hearing) {
        demandUnkeyed(topic);
        long until = System.nanoTime() + bound.toNanos();
        String name = kafka.name(topic);
        List<Optional<Future<RecordMetadata>>> sent = new ArrayList<>(events.size());
        for (CloudEvent event : events) {
            // A send can itself wait for a Kafka that is away, as long as the bound is.
            boolean inTime = System.nanoTime() - until < 0;
            sent.add(inTime ? send(CloudEvents.toRecord(name, event)) : Optional.empty());
        }
        List<CloudEvent> left = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            CloudEvent event = events.get(i);
            if (sent.get(i).map(sending -> isAcknowledged(sending, until)).orElse(false)) {
                hearing.acknowledged(topic, event);
            } else {
                left.add(event);
            }
        }
        return left;
    }

    private static void demandUnkeyed(Topic topic) {
        if (topic.isCompacted()) {
            throw new IllegalArgumentException(
                    "the newest event of a key must be the newest of its partition: " + topic);
        }
    }

    private Optional<Future<RecordMetadata>> send(ProducerRecord<String, byte[]> record) {
        try {
            return Optional.of(producer.send(record));
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    private static boolean isAcknowledged(Future<RecordMetadata> sending, long until) {
        try {
            sending.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
