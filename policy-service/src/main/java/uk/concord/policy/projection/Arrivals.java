package uk.concord.policy.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets questions wait until a state has arrived. While nobody waits, an arrival costs nothing. */
@ApplicationScoped
class Arrivals {

    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();

    /** A state has been taken. */
    void announce() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                arrival.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** What is wanted, as soon as an arrival has brought it; nothing if that takes longer than this. */
    <T> Optional<T> await(Supplier<Optional<T>> wanted, Duration atMost) {
        Optional<T> now = wanted.get();
        if (now.isPresent()) {
            return now;
        }
        long left = atMost.toNanos();
        // Counted before the look, so that whatever arrives after the look is announced.
        waiting.incrementAndGet();
        lock.lock();
        try {
            Optional<T> found = wanted.get();
            while (found.isEmpty() && left > 0) {
                left = arrival.awaitNanos(left);
                found = wanted.get();
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    int waiting() {
        return waiting.get();
    }
}
