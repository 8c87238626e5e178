package uk.concord.audit.parked;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/**
 * Sends parked events again, byte for byte, to the topic that they came from, so that they take the way of every other event:
 * one that is in the ledger already is a duplicate, one that still can't be recorded is parked anew. That an operator does so
 * is on record first.
 */
@ApplicationScoped
class ParkedReplay {

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);
    private static final String OURS = "parked_";

    private final ParkedEvents events;
    private final KafkaAccess kafka;
    private final AuditPublisher audit;
    private final Caller caller;
    private final Clock clock;
    private final KafkaProducer<String, byte[]> producer;

    ParkedReplay(ParkedEvents events, KafkaAccess kafka, AuditPublisher audit, Caller caller, Clock clock) {
        this.events = events;
        this.kafka = kafka;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
        this.producer = new KafkaProducer<>(kafka.producer());
    }

    /**
     * Sends these again, in their order.
     *
     * @return how many were sent; the others' bytes are no longer there
     * @throws AuditUnavailableException 503; then nothing was sent
     * @throws ProblemException 503, if Kafka or the database is away; what was sent before stays sent, and may be sent twice
     */
    int replay(List<ParkedEvents.Kept> parked) {
        if (parked.isEmpty()) {
            return 0;
        }
        List<Long> numbers = parked.stream().map(one -> one.event().number()).toList();
        audit.publish(AuditEntry.of(
                        AuditType.OPERATION,
                        caller.asActor(AuditActor.Capacity.STAFF),
                        "replayed",
                        "An operator had audit events that couldn't be recorded sent again.")
                .with(Map.of("parked", numbers)));
        int sent = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
            for (ParkedEvents.Kept one : parked) {
                Optional<ConsumerRecord<String, byte[]>> event = read(consumer, one);
                if (event.isPresent()) {
                    RecordMetadata where = send(event.get());
                    events.keepReplay(new ParkedEvents.Replay(
                            one.event().number(),
                            clock.instant(),
                            caller.client(),
                            caller.subject(),
                            where.topic(),
                            where.partition(),
                            where.offset()));
                    sent++;
                }
            }
        } catch (KafkaException e) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "Kafka can't be reached now. Events that were sent again before stay sent; try again in a few seconds.",
                    e);
        }
        return sent;
    }

    private Optional<ConsumerRecord<String, byte[]>> read(
            KafkaConsumer<String, byte[]> consumer, ParkedEvents.Kept parked) {
        if (parked.keptPartition() < 0) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(kafka.name(Topic.AUDIT_PARKED), parked.keptPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, parked.keptOffset());
        long until = System.nanoTime() + READ_WITHIN.toNanos();
        try {
            while (consumer.position(partition) <= parked.keptOffset()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    return record.offset() == parked.keptOffset() ? Optional.of(record) : Optional.empty();
                }
                if (System.nanoTime() - until > 0) {
                    throw new KafkaException("a parked event couldn't be read in time");
                }
            }
            return Optional.empty();
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private RecordMetadata send(ConsumerRecord<String, byte[]> event) {
        ProducerRecord<String, byte[]> again =
                new ProducerRecord<>(kafka.name(Topic.AUDIT), event.key(), event.value());
        event.headers().forEach(header -> {
            if (!header.key().startsWith(OURS)) {
                again.headers().add(header);
            }
        });
        try {
            // The producer itself gives up within the bound for acknowledgements.
            return producer.send(again).get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka didn't take an event that is sent again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending an event again", e);
        }
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
