package uk.concord.policy.breakglass;

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

/** Reads the whole topic of grants, all partitions on every replica, from its beginning and then on. */
@ApplicationScoped
class GrantFollower {

    private static final Logger LOG = Logger.getLogger(GrantFollower.class);
    private static final String HEARTBEAT_KEY = "~heartbeat";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaAccess kafka;
    private final GrantEvents events;
    private final GrantsInMemory grants;
    private final GrantFreshness freshness;
    private final Clock clock;
    private volatile @Nullable Thread running;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    GrantFollower(KafkaAccess kafka, GrantEvents events, GrantsInMemory grants, GrantFreshness freshness, Clock clock) {
        this.kafka = kafka;
        this.events = events;
        this.grants = grants;
        this.freshness = freshness;
        this.clock = clock;
    }

    void measure(@Observes StartupEvent event, MeterRegistry metrics) {
        metrics.gauge("concord_break_glass_grants", grants, it -> it.running(clock.instant()));
        metrics.gauge(
                "concord_break_glass_age_seconds", freshness, it -> it.age().toMillis() / 1000.0);
    }

    void begin(@Observes StartupEvent event) {
        Thread thread = Thread.ofPlatform().daemon().name("grant-follower").unstarted(this::work);
        running = thread;
        thread.start();
    }

    void end(@Observes ShutdownEvent event) {
        stop();
    }

    void stop() {
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
                kafka.ensure(Topic.BREAK_GLASS);
                follow();
            } catch (WakeupException e) {
                LOG.debugf("grant follower was woken to end");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf(e, "topic of break-glass grants can't be read");
                pause();
            }
        }
    }

    private void follow() {
        String topic = kafka.name(Topic.BREAK_GLASS);
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
                grants.prune(clock.instant());
                if (!freshness.hasCaughtUp() && reached(open, ends)) {
                    freshness.caughtUp();
                    LOG.infof("break-glass grants caught up running=%d", grants.running(clock.instant()));
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
            // Without heartbeats that can be read the view counts as stale by itself.
            events.heartbeat(record.value()).ifPresent(at -> freshness.heartbeat(record.partition(), at));
            return;
        }
        UUID id = id(record.key());
        if (id == null) {
            takeUnreadableKey(record);
            return;
        }
        events.read(id, record.value()).ifPresentOrElse(grants::take, () -> {
            grants.markUnreadable(id);
            LOG.errorf(
                    "unreadable break-glass grant, so it is read from the database grant=%s partition=%d offset=%d",
                    id, record.partition(), record.offset());
        });
    }

    private void takeUnreadableKey(ConsumerRecord<String, byte[]> record) {
        String key = String.valueOf(record.key());
        if (record.value() == null) {
            freshness.keyRemoved(key);
            return;
        }
        freshness.unreadableKey(key);
        LOG.errorf(
                "unreadable key among break-glass grants, so they are read from the database partition=%d offset=%d",
                record.partition(), record.offset());
    }

    private static @Nullable UUID id(@Nullable String key) {
        try {
            return key == null ? null : UUID.fromString(key);
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
