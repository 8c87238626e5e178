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
 * @param contradiction why it must have seen another ledger under our name; nothing if all is well
 * @param notBefore when it may be asked again
 */
record WitnessState(
        int failures,
        @Nullable String failure,
        @Nullable Instant failedAt,
        @Nullable String contradiction,
        Instant notBefore) {

    static final WitnessState UNTRIED = new WitnessState(0, null, null, null, Instant.MIN);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_OBEYED = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;

    /** After a failure. That it is away now doesn't take back what it said before. */
    WitnessState failed(Outcome.Failure failure, Instant now, Duration firstPause) {
        return new WitnessState(
                failures + 1, failure.why(), now, contradiction, now.plus(pause(firstPause, failure.retryAfter())));
    }

    /** After it has seen another ledger. */
    WitnessState contradicted(Outcome.Contradiction other, Instant now, Duration firstPause) {
        return new WitnessState(failures + 1, other.why(), now, other.why(), now.plus(pause(firstPause, null)));
    }

    /** Twice the pause before, up to five minutes; or what the witness asks for, up to an hour. */
    private Duration pause(Duration firstPause, @Nullable Duration retryAfter) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration pause = shorter(doubled, LONGEST_PAUSE);
        Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_OBEYED);
        return pause.compareTo(asked) >= 0 ? pause : asked;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
