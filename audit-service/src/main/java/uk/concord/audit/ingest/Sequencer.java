package uk.concord.audit.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.NewRecord;

/**
 * Waits for the leadership, then leads until something fails, then begins again from what the database says. One thread runs it.
 */
final class Sequencer implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Sequencer.class);

    private final Parts parts;
    private final Timing timing;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile SequencerState state = new SequencerState.Starting();
    private volatile @Nullable AuditTopic reading;

    /**
     * What it works with.
     *
     * @param topic opens the topic; called each time when it begins to lead
     */
    record Parts(
            Connections connections,
            TopicOpener topic,
            LedgerBatches batches,
            KeyChanges keyChanges,
            CheckpointSigner signer,
            IngestMetrics metrics,
            Clock clock) {}

    /** How long it waits, and for what. */
    record Timing(Duration checkpointInterval, Duration takeOverPoll, Duration retryAfter) {}

    /** Opens the topic at the positions in the database. */
    @FunctionalInterface
    interface TopicOpener {
        AuditTopic open(Connection connection) throws SQLException;
    }

    Sequencer(Parts parts, Timing timing) {
        this.parts = parts;
        this.timing = timing;
    }

    SequencerState state() {
        return state;
    }

    @Override
    public void run() {
        try {
            runUntilStopped();
        } finally {
            // Also after an error that nobody expects: an instance that doesn't follow the topic must not look as if it
            // did.
            state = new SequencerState.Stopped();
        }
    }

    private void runUntilStopped() {
        while (!stopped()) {
            try (Connection connection = parts.connections().open()) {
                Optional<Leadership> leadership = await(connection);
                if (leadership.isPresent()) {
                    lead(leadership.get());
                }
            } catch (RefusalException | OffsetOutOfRangeException e) {
                refuse(e);
            } catch (FencedException e) {
                LOG.warnf("sequencer fenced: %s", e.getMessage());
            } catch (WakeupException e) {
                LOG.debug("sequencer woken to stop");
            } catch (SQLException | IOException | RuntimeException e) {
                recover(e);
            }
        }
    }

    private void refuse(Exception e) {
        String why = e instanceof OffsetOutOfRangeException lost
                ? "Kafka doesn't have the events any more, or not yet, at which reading must go on (partitions and offsets: "
                        + lost.offsetOutOfRangePartitions() + "). Records may be lost; nothing is skipped by itself."
                : String.valueOf(e.getMessage());
        SequencerState refusing = new SequencerState.Refusing(why);
        if (!refusing.equals(state)) {
            LOG.errorf("sequencer refuses to write and sign why=\"%s\"", why);
        }
        state = refusing;
        pause(timing.retryAfter());
    }

    private void recover(Exception e) {
        if (stopped()) {
            return;
        }
        LOG.warnf(e, "sequencer failed and will try again");
        state = new SequencerState.Recovering(String.valueOf(e.getMessage()));
        pause(timing.retryAfter());
    }

    private Optional<Leadership> await(Connection connection) throws SQLException {
        Optional<Leadership> leadership = Leadership.take(connection, parts.clock());
        while (leadership.isEmpty() && !stopped()) {
            state = new SequencerState.Standby();
            pause(timing.takeOverPoll());
            leadership = Leadership.take(connection, parts.clock());
        }
        return leadership;
    }

    private void lead(Leadership leadership) throws SQLException, IOException, RefusalException, FencedException {
        Connection connection = leadership.connection();
        LedgerBatches.Progress progress = parts.batches().begin(connection);
        parts.signer().demandContinuation(connection, progress.edge());
        connection.commit();
        progress = recordKeys(leadership, progress);
        parts.signer().sign(leadership, progress.edge());
        try (AuditTopic topic = parts.topic().open(connection)) {
            connection.commit();
            reading = topic;
            LOG.infof(
                    "sequencer leads epoch=%d size=%d",
                    leadership.epoch(), progress.edge().size());
            state = new SequencerState.Leading(leadership.epoch());
            progress = follow(leadership, topic, progress);
        } finally {
            reading = null;
            parts.metrics().whole(null);
        }
        parts.signer().sign(leadership, progress.edge());
    }

    /** The first checkpoint that new keys sign covers the record that they are new. */
    private LedgerBatches.Progress recordKeys(Leadership leadership, LedgerBatches.Progress progress)
            throws SQLException, FencedException {
        Optional<NewRecord> change =
                parts.keyChanges().due(leadership.connection(), progress.edge().size());
        if (change.isEmpty()) {
            return progress;
        }
        LOG.infof("the keys of the ledger were changed size=%d", progress.edge().size());
        return parts.batches().write(leadership, change.get(), progress, now());
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LedgerBatches.Progress follow(Leadership leadership, AuditTopic topic, LedgerBatches.Progress begin)
            throws SQLException, IOException, RefusalException, FencedException {
        LedgerBatches.Progress progress = begin;
        TopicEnd end = new TopicEnd(topic);
        try (Signing signing = signing(leadership)) {
            while (!stopped()) {
                var events = topic.poll(timing.takeOverPoll());
                signing.demandSound();
                if (!events.isEmpty()) {
                    Instant now = now();
                    LedgerBatches.Progress next = parts.batches().write(leadership, events, progress, now);
                    if (next.edge().size() > progress.edge().size()) {
                        signing.offer(next.edge(), now);
                    }
                    progress = next;
                }
                parts.metrics().lag(topic.lag());
                end.look().ifPresent(parts.metrics()::whole);
            }
        }
        return progress;
    }

    private Signing signing(Leadership leadership) throws SQLException {
        return Signing.begin(
                parts.signer(), leadership, parts.connections().open(), timing.checkpointInterval(), parts.metrics());
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void pause(Duration duration) {
        try {
            if (stop.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("sequencer stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    /** Tells it to stop after the batch that it is writing. */
    @Override
    public void close() {
        stop.countDown();
        AuditTopic topic = reading;
        if (topic != null) {
            topic.wake();
        }
    }
}
