package uk.concord.audit.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.merkle.TreeEdge;

/**
 * Signs the newest committed tree while the next records are already being written: a checkpoint takes three syncs of the disk, for which
 * records needn't wait. It works for one leadership, in a thread and on a connection of its own.
 */
final class Signing implements AutoCloseable {

    private final CheckpointSigner signer;
    private final Leadership leadership;
    private final Duration interval;
    private final IngestMetrics metrics;
    private final Thread thread =
            Thread.ofPlatform().name("checkpoints").daemon().unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private @Nullable TreeEdge next;
    private Instant nextSince = Instant.MAX;
    private Instant signedSince = Instant.MAX;
    private boolean stopped;
    private @Nullable Exception failure;

    private Signing(CheckpointSigner signer, Leadership leadership, Duration interval, IngestMetrics metrics) {
        this.signer = signer;
        this.leadership = leadership;
        this.interval = interval;
        this.metrics = metrics;
    }

    /**
     * Begins; everything that was committed before must have been signed.
     *
     * @param connection becomes its own and is closed with it
     * @param interval the shortest time from one checkpoint's signing to the next one's
     */
    static Signing begin(
            CheckpointSigner signer,
            Leadership leadership,
            Connection connection,
            Duration interval,
            IngestMetrics metrics)
            throws SQLException {
        Signing signing = new Signing(signer, leadership.on(connection), interval, metrics);
        metrics.unsignedSince(Instant.MAX);
        signing.thread.start();
        return signing;
    }

    /**
     * Has this tree signed soon, or a newer one.
     *
     * @param edge of a committed tree; nobody changes it any more
     * @param at when its newest records were recorded
     */
    void offer(TreeEdge edge, Instant at) {
        lock.lock();
        try {
            next = edge;
            nextSince = earlier(nextSince, at);
            metrics.unsignedSince(earlier(signedSince, nextSince));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Passes on what made it fail, if anything did: nothing more is written that can't be signed. */
    void demandSound() throws SQLException, IOException, FencedException, RefusalException {
        Exception failed = failed();
        switch (failed) {
            case null -> {}
            case SQLException e -> throw e;
            case IOException e -> throw e;
            case FencedException e -> throw e;
            case RefusalException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(failed);
        }
    }

    private @Nullable Exception failed() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Exception ended = new IllegalStateException("the signing of checkpoints ended");
        try {
            signUntilStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException | FencedException | RefusalException | RuntimeException e) {
            ended = e;
        } finally {
            fail(ended);
        }
    }

    private void fail(Exception why) {
        lock.lock();
        try {
            failure = why;
        } finally {
            lock.unlock();
        }
    }

    private void signUntilStopped()
            throws SQLException, IOException, FencedException, RefusalException, InterruptedException {
        // Not by the clock, which may jump.
        long due = System.nanoTime();
        TreeEdge edge = take(due);
        while (edge != null) {
            due = System.nanoTime() + interval.toNanos();
            signer.sign(leadership, edge);
            signed();
            edge = take(due);
        }
    }

    /** The newest tree, as soon as there is one that isn't signed and its time has come; null when it shall stop. */
    private @Nullable TreeEdge take(long due) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next == null && !stopped) {
                changed.await();
            }
            long left = due - System.nanoTime();
            while (left > 0 && !stopped) {
                changed.await(left, TimeUnit.NANOSECONDS);
                left = due - System.nanoTime();
            }
            TreeEdge edge = stopped ? null : next;
            next = null;
            signedSince = nextSince;
            nextSince = Instant.MAX;
            return edge;
        } finally {
            lock.unlock();
        }
    }

    private void signed() {
        lock.lock();
        try {
            signedSince = Instant.MAX;
            metrics.unsignedSince(nextSince);
        } finally {
            lock.unlock();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Stops when the checkpoint that is being signed is done, and returns then; what was offered since stays unsigned. */
    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leadership.close();
        }
    }
}
