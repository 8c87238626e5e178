package uk.concord.policy.projection;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.PatientId;
import uk.concord.policy.projection.AsciiScanner.GaveUpException;
import uk.concord.policy.projection.StateReader.UnreadableStateException;

/** Reads some partitions of the state topic, from their beginning and then on, and begins again when it fails. */
final class PartitionReader implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PartitionReader.class);
    private static final byte[] HEARTBEAT_KEY = "~heartbeat".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 36;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);
    // Enough that a restart isn't bound by round trips, and little enough that four readers stay below 50 MB.
    private static final Map<String, Object> LARGE_FETCHES = Map.of(
            "key.deserializer",
            ByteArrayDeserializer.class.getName(),
            "max.partition.fetch.bytes",
            2_097_152,
            "receive.buffer.bytes",
            1_048_576,
            "max.poll.records",
            5_000);

    private final int number;
    private final List<Integer> partitions;
    private final Parts parts;
    private volatile boolean ended;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** What all readers share. */
    record Parts(
            KafkaAccess kafka,
            StateReader reader,
            HeldStates states,
            Freshness freshness,
            Arrivals arrivals,
            CatchingUp catchingUp,
            Clock clock) {}

    PartitionReader(int number, List<Integer> partitions, Parts parts) {
        this.number = number;
        this.partitions = partitions;
        this.parts = parts;
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                parts.catchingUp().begins(number);
                parts.kafka().ensure(Topic.PREFERENCE_STATE);
                follow();
            } catch (WakeupException e) {
                LOG.debugf("state reader was woken to end");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf(e, "state topic can't be read");
                pause();
            }
        }
    }

    /** Ends it after what it is at. */
    @Override
    public void close() {
        ended = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    private void follow() {
        String topic = parts.kafka().name(Topic.PREFERENCE_STATE);
        List<TopicPartition> mine = partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<String, Object> settings = new HashMap<>(parts.kafka().consumer());
        settings.putAll(LARGE_FETCHES);
        try (KafkaConsumer<byte[], byte[]> open = new KafkaConsumer<>(settings)) {
            consumer = open;
            open.assign(mine);
            open.seekToBeginning(mine);
            Map<TopicPartition, Long> ends = open.endOffsets(mine);
            boolean there = false;
            while (!ended) {
                open.poll(POLL).forEach(this::take);
                if (!there && reached(open, ends)) {
                    there = true;
                    arrived();
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void arrived() {
        if (parts.catchingUp().isThere(number)) {
            HeldStates states = parts.states();
            LOG.infof(
                    "projection caught up patients=%d unreadable=%d profiles=%d",
                    states.patients(), states.unreadable(), states.profiles());
        }
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> open, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> open.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (Arrays.equals(HEARTBEAT_KEY, key)) {
            takeHeartbeat(record);
            return;
        }
        PatientId patient = patient(key);
        if (patient == null) {
            takeUnreadableKey(record);
            return;
        }
        try {
            parts.states()
                    .take(
                            parts.reader().state(patient, record.value()),
                            parts.clock().instant());
            parts.arrivals().announce();
        } catch (UnreadableStateException e) {
            parts.states().markUnreadable(patient);
            LOG.errorf(
                    "unreadable state, so this patient is denied patient=%s partition=%d offset=%d why=\"%s\"",
                    patient, record.partition(), record.offset(), e.getMessage());
        }
    }

    private void takeHeartbeat(ConsumerRecord<byte[], byte[]> record) {
        try {
            parts.freshness().heartbeat(record.partition(), parts.reader().heartbeat(record.value()));
        } catch (UnreadableStateException e) {
            // Without heartbeats the projection counts as stale by itself.
            LOG.warnf("unreadable heartbeat partition=%d offset=%d", record.partition(), record.offset());
        }
    }

    private void takeUnreadableKey(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = record.key();
        String key = bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
        if (record.value() == null) {
            parts.freshness().keyRemoved(key);
            return;
        }
        parts.freshness().unreadableKey(key);
        LOG.errorf(
                "unreadable key in the state topic, so nothing is answered from the projection partition=%d offset=%d",
                record.partition(), record.offset());
    }

    private static @Nullable PatientId patient(byte @Nullable [] key) {
        if (key == null || key.length != KEY_LENGTH) {
            return null;
        }
        try {
            return new PatientId(AsciiScanner.uuid(key, 0));
        } catch (GaveUpException e) {
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
