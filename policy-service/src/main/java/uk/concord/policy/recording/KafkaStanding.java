package uk.concord.policy.recording;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether Kafka acknowledges records. Once it has failed to, nobody waits for it any more but one at a time, now and then, that
 * tries whether it is back.
 */
@ApplicationScoped
class KafkaStanding {

    private static final long IN_USE = 0;

    private final Duration tryAgainAfter;
    private final AtomicLong nextTrial = new AtomicLong(IN_USE);

    KafkaStanding(RecordingSettings settings) {
        this.tryAgainAfter = settings.tryAgainAfter();
    }

    /** Whether to hand it the next records. */
    boolean isWorthTrying() {
        long trial = nextTrial.get();
        return trial == IN_USE || (System.nanoTime() - trial >= 0 && nextTrial.compareAndSet(trial, later()));
    }

    /** It has acknowledged records. */
    void acknowledged() {
        if (nextTrial.get() != IN_USE) {
            nextTrial.set(IN_USE);
        }
    }

    /** It hasn't acknowledged records in time. */
    void failed() {
        nextTrial.set(later());
    }

    boolean isAway() {
        return nextTrial.get() != IN_USE;
    }

    // Any instant of this clock may be 0, which would mean in use.
    private long later() {
        long instant = System.nanoTime() + tryAgainAfter.toNanos();
        return instant == IN_USE ? 1 : instant;
    }
}
