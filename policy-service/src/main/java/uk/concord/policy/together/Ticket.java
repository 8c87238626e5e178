package uk.concord.policy.together;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One piece of work and what becomes of it. Whoever does the work says {@link #done} or {@link #failed}. */
public final class Ticket<I, O> {

    private final I item;
    private final long until;
    private final CompletableFuture<O> outcome = new CompletableFuture<>();

    /** @param within after which nobody waits for it any more, so that it needn't be done */
    public Ticket(I item, Duration within) {
        this.item = item;
        this.until = System.nanoTime() + within.toNanos();
    }

    public I item() {
        return item;
    }

    /** It is done, with this result. */
    public void done(O result) {
        outcome.complete(result);
    }

    /** It couldn't be done. */
    public void failed(RuntimeException why) {
        outcome.completeExceptionally(why);
    }

    /** Runs this when it is done or has failed. */
    public void whenOver(Runnable then) {
        outcome.whenComplete((result, failure) -> then.run());
    }

    boolean isOver() {
        return outcome.isDone();
    }

    boolean isLate() {
        return System.nanoTime() - until > 0;
    }

    /**
     * Waits for the result as long as it may take; nothing if it took longer.
     *
     * @throws RuntimeException that with which it failed
     */
    public Optional<O> await() {
        try {
            return Optional.of(outcome.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("work failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
