package uk.concord.audit.witness;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with one witness, as far as this instance knows.
 *
 * @param failures how often it failed since it last cosigned
 * @param failure what it last said; nothing if it cosigned last
 * @param failedAt when that was
 * @param contradicts whether it has seen another ledger under our name
 * @param notBefore when it may be asked again
 */
record WitnessState(
        int failures, @Nullable String failure, @Nullable Instant failedAt, boolean contradicts, Instant notBefore) {

    static final WitnessState UNTRIED = new WitnessState(0, null, null, false, Instant.MIN);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_OBEYED = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;

    /** After a failure: each pause is twice the one before, up to five minutes, or what the witness asks for, up to an hour. */
    WitnessState failed(
            String why, boolean contradiction, @Nullable Duration retryAfter, Instant now, Duration firstPause) {
        Duration pause = shorter(firstPause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)), LONGEST_PAUSE);
        Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_OBEYED);
        return new WitnessState(
                failures + 1, why, now, contradiction, now.plus(pause.compareTo(asked) >= 0 ? pause : asked));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
