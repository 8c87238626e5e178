package uk.concord.stack.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process does. */
public final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Returns when the condition holds.
     *
     * @param bound how long to wait at most
     * @param failure says what did not happen
     * @throws IllegalStateException when the condition does not hold within the bound
     */
    public static void until(BooleanSupplier condition, Duration bound, Supplier<String> failure) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(failure.get());
            }
            pause(INTERVAL);
        }
    }

    /** Sleeps, keeping the thread's interruption. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
