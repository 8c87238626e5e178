package uk.concord.audit.reconcile;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import uk.concord.audit.reconcile.ReconciliationStore.Gap;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/**
 * Reads the audit topic a second time, behind the sequencer, and compares: each event must be a leaf of the ledger with this very
 * content, or be parked. It shares nothing with the sequencer but the two. One replica at a time does so, and everything that a
 * run has found is in one transaction with how far it has come.
 */
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final AgroalDataSource database;
    private final KafkaAccess kafka;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private volatile long open;
    private volatile long missing;

    Reconciliation(
            AgroalDataSource database,
            KafkaAccess kafka,
            ReconciliationSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.database = database;
        this.kafka = kafka;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("concord.audit.gaps", this, reconciliation -> reconciliation.open)
                .description("Events that Kafka has and the ledger hasn't, or has with another content")
                .register(metrics);
        Gauge.builder("concord.audit.missing", this, reconciliation -> reconciliation.missing)
                .description("Events that Kafka acknowledged to a service and the ledger lacks")
                .register(metrics);
    }

    @Scheduled(
            identity = "reconciliation",
            every = "${concord.reconciliation.every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            compare();
        } catch (SQLException | KafkaException e) {
            LOG.warnf("topic and ledger can't be compared now why=\"%s\"", e.getMessage());
        }
    }

    /**
     * Compares what is new, as far as one run goes.
     *
     * @return how many events were compared
     */
    int compare() throws SQLException {
        String topic = kafka.name(Topic.AUDIT);
        long until = System.nanoTime() + LONGEST.toNanos();
        int compared = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
            int some;
            do {
                some = compareSome(topic, consumer);
                compared += some;
            } while (some > 0 && compared < settings.mostAtOnce() && System.nanoTime() - until < 0);
        }
        return compared;
    }

    private int compareSome(String topic, KafkaConsumer<String, byte[]> consumer) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int compared = compareSome(
                        topic, consumer, new ReconciliationStore(connection), new HandoverStore(connection));
                connection.commit();
                return compared;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private int compareSome(
            String topic, KafkaConsumer<String, byte[]> consumer, ReconciliationStore store, HandoverStore handovers)
            throws SQLException {
        if (!store.isAlone()) {
            return 0;
        }
        // The sequencer moves its position and writes its leaves in one transaction, so what is behind the position is
        // there.
        Map<Integer, Long> ends = store.ingested(topic);
        Map<Integer, Long> next = new HashMap<>(store.done(topic));
        List<ConsumerRecord<String, byte[]>> events = read(topic, consumer, ends, next);
        Comparison comparison = Comparison.of(events, store);
        Instant now = clock.instant();
        store.keep(comparison.gaps(), now);
        store.count(comparison.counts());
        store.move(topic, next);
        int closed = store.closeFilled(now);
        open = store.open();
        missing = closeFound(handovers, now);
        report(comparison.gaps(), closed);
        return events.size();
    }

    /** Reads on from what was compared up to what the sequencer has read, and moves {@code next} over what it gives. */
    private List<ConsumerRecord<String, byte[]>> read(
            String topic, KafkaConsumer<String, byte[]> consumer, Map<Integer, Long> ends, Map<Integer, Long> next) {
        List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            TopicPartition partition = new TopicPartition(topic, end.getKey());
            consumer.assign(List.of(partition));
            Long from = next.get(end.getKey());
            if (from == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, from);
            }
            while (events.size() < settings.together() && consumer.position(partition) < end.getValue()) {
                int before = events.size();
                for (ConsumerRecord<String, byte[]> event : consumer.poll(POLL)) {
                    if (event.offset() < end.getValue()) {
                        events.add(event);
                    }
                }
                next.put(end.getKey(), Math.min(consumer.position(partition), end.getValue()));
                if (events.size() == before) {
                    break;
                }
            }
        }
        return events;
    }

    private static long closeFound(HandoverStore handovers, Instant now) throws SQLException {
        int found = handovers.closeFilled(now);
        if (found > 0) {
            LOG.infof("events that were missing are in the ledger or parked count=%d", found);
        }
        return handovers.open();
    }

    private static void report(List<Gap> gaps, int closed) {
        for (Gap gap : gaps) {
            LOG.errorf(
                    "ALARM the ledger lacks an event that Kafka has, or has another kind=%s partition=%d offset=%d source=%s"
                            + " event=%s",
                    gap.kind(), gap.partition(), gap.offset(), gap.source(), gap.id());
        }
        if (closed > 0) {
            LOG.infof("gaps between topic and ledger are closed count=%d", closed);
        }
    }
}
