package uk.concord.audit.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a review stands after some moves.
 *
 * @param revision how many moves were made
 * @param found what was found, once it was
 * @param withheldUntil from when the patient sees the records again; null if nothing was withheld last
 */
public record Standing(
        long revision,
        ReviewState state,
        @Nullable Finding found,
        @Nullable Instant withheldUntil) {

    /** Before anything was done. */
    static final Standing DECLARED = new Standing(0, ReviewState.DECLARED, null, null);

    /**
     * What an officer found.
     *
     * @param judgement {@link ReviewState#JUSTIFIED} or {@link ReviewState#NOT_JUSTIFIED}
     */
    public record Finding(ReviewState judgement, Instant at) {}

    /** Whether the records are kept from the patient at this instant. */
    public boolean withheldAt(Instant now) {
        return withheldUntil != null && now.isBefore(withheldUntil);
    }

    /**
     * Whether it should have been found out by now if the emergency was justified.
     *
     * @param dueAt from when it is late
     */
    boolean overdueAt(Instant dueAt, Instant now) {
        return state.awaitsFinding() && !now.isBefore(dueAt);
    }

    /** The moves that can be made now. */
    public List<Move> possible(Instant now) {
        List<Move> moves = new ArrayList<>(
                switch (state) {
                    case DECLARED -> List.of(Move.TAKE);
                    case UNDER_REVIEW -> List.of(Move.JUSTIFY, Move.REJECT);
                    case JUSTIFIED, NOT_JUSTIFIED -> List.of(Move.CLOSE);
                    case CLOSED -> List.<Move>of();
                });
        // Safeguarding doesn't end with the review; what is withheld can be withheld for longer.
        moves.add(Move.WITHHOLD);
        if (withheldAt(now)) {
            moves.add(Move.SHOW);
        }
        return List.copyOf(moves);
    }

    /**
     * How it stands after this move, which must be possible.
     *
     * @param until from when the patient sees the records again, for {@link Move#WITHHOLD}
     */
    Standing after(Move move, Instant at, @Nullable Instant until) {
        long next = revision + 1;
        return switch (move) {
            case TAKE -> new Standing(next, ReviewState.UNDER_REVIEW, found, withheldUntil);
            case JUSTIFY -> found(ReviewState.JUSTIFIED, at);
            case REJECT -> found(ReviewState.NOT_JUSTIFIED, at);
            case CLOSE -> new Standing(next, ReviewState.CLOSED, found, withheldUntil);
            case WITHHOLD -> new Standing(next, state, found, until);
            case SHOW -> new Standing(next, state, found, null);
        };
    }

    private Standing found(ReviewState judgement, Instant at) {
        return new Standing(revision + 1, judgement, new Finding(judgement, at), withheldUntil);
    }
}
