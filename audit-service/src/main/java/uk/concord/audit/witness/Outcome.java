package uk.concord.audit.witness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.note.Cosignature;

/** What came of asking one witness. */
sealed interface Outcome {

    /**
     * It has cosigned; what it sent is verified.
     *
     * @param size of the published checkpoint that it cosigned
     */
    record Cosigned(long size, Cosignature cosignature) implements Outcome {}

    /**
     * It has seen a ledger under our name that ours doesn't continue: a larger one, or a different one. Either somebody signs with
     * our key, or an older state of ours was brought back.
     *
     * @param why in words for people
     */
    record Contradiction(String why) implements Outcome {}

    /**
     * It hasn't cosigned.
     *
     * @param why in words for people
     * @param retryAfter for how long it wants to be left alone, if it says so
     */
    record Failure(String why, @Nullable Duration retryAfter) implements Outcome {}
}
