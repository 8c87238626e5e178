package uk.concord.policy.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.PatientId;
import uk.concord.policy.projection.StateReader.UnreadableStateException;

/**
 * Reads the whole state topic, all partitions on every replica, from its beginning and then on. It has no group and commits no
 * position: a restart reads everything again, so no replica depends on another one.
 */
@ApplicationScoped
class StateFollower {

    private static final Logger LOG = Logger.getLogger(StateFollower.class);
    private static final String HEARTBEAT_KEY = "~heartbeat";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaAccess kafka;
    private final StateReader reader;
    private final HeldStates states;
    private final Freshness freshness;
    private final Clock clock;
    private volatile @Nullable Thread running;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    StateFollower(
            KafkaAccess kafka,
            StateReader reader,
            HeldStates states,
            Freshness freshness,
            Clock clock,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.reader = reader;
        this.states = states;
        this.freshness = freshness;
        this.clock = clock;
        metrics.gauge("concord_projection_patients", states, HeldStates::patients);
        metrics.gauge("concord_projection_unreadable_patients", states, HeldStates::unreadable);
        metrics.gauge("concord_projection_unreadable_keys", freshness, Freshness::unreadableKeys);
        metrics.gauge("concord_projection_age_seconds", freshness, it -> it.age().toMillis() / 1000.0);
    }

    void begin(@Observes StartupEvent event) {
        Thread thread = Thread.ofPlatform().daemon().name("state-follower").unstarted(this::work);
        running = thread;
        thread.start();
    }

    void end(@Observes ShutdownEvent event) {
        running = null;
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    private boolean wanted() {
        return running == Thread.currentThread();
    }

    private void work() {
        while (wanted()) {
            try {
                kafka.ensure(Topic.PREFERENCE_STATE);
                follow();
            } catch (WakeupException e) {
                LOG.debugf("state follower was woken to end");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf(e, "state topic can't be read");
                pause();
            }
        }
    }

    private void follow() {
        String topic = kafka.name(Topic.PREFERENCE_STATE);
        List<TopicPartition> partitions = IntStream.range(0, Topic.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        try (KafkaConsumer<String, byte[]> open = new KafkaConsumer<>(kafka.consumer())) {
            consumer = open;
            freshness.startOver();
            open.assign(partitions);
            open.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = open.endOffsets(partitions);
            while (wanted()) {
                open.poll(POLL).forEach(this::take);
                if (!freshness.hasCaughtUp() && reached(open, ends)) {
                    freshness.caughtUp();
                    LOG.infof(
                            "projection caught up patients=%d unreadable=%d", states.patients(), states.unreadable());
                }
            }
        } finally {
            consumer = null;
        }
    }

    private static boolean reached(KafkaConsumer<String, byte[]> open, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> open.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (HEARTBEAT_KEY.equals(record.key())) {
            takeHeartbeat(record);
            return;
        }
        PatientId patient = patient(record.key());
        if (patient == null) {
            takeUnreadableKey(record);
            return;
        }
        try {
            states.take(reader.state(patient, record.value()), clock.instant());
        } catch (UnreadableStateException e) {
            states.markUnreadable(patient);
            LOG.errorf(
                    "unreadable state, so this patient is denied patient=%s partition=%d offset=%d why=\"%s\"",
                    patient, record.partition(), record.offset(), e.getMessage());
        }
    }

    private void takeHeartbeat(ConsumerRecord<String, byte[]> record) {
        try {
            freshness.heartbeat(record.partition(), reader.heartbeat(record.value()));
        } catch (UnreadableStateException e) {
            // Without heartbeats the projection counts as stale by itself.
            LOG.warnf("unreadable heartbeat partition=%d offset=%d", record.partition(), record.offset());
        }
    }

    private void takeUnreadableKey(ConsumerRecord<String, byte[]> record) {
        String key = String.valueOf(record.key());
        if (record.value() == null) {
            freshness.keyRemoved(key);
            return;
        }
        freshness.unreadableKey(key);
        LOG.errorf(
                "unreadable key in the state topic, so nothing is answered from the projection partition=%d offset=%d",
                record.partition(), record.offset());
    }

    private static @Nullable PatientId patient(@Nullable String key) {
        try {
            if (key == null) {
                return null;
            }
            UUID id = UUID.fromString(key);
            return id.toString().equals(key) ? new PatientId(id) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
