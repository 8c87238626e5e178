package uk.concord.kernel.handover;

import org.jspecify.annotations.Nullable;

/** How a list stands, as its last round left it. Safe for any thread. */
final class HandoverStanding {

    private static final double NANOS = 1e9;

    private volatile HandoverCounts counts = HandoverCounts.NONE;
    private volatile @Nullable String silence;
    private volatile long answeredAt = System.nanoTime();

    HandoverCounts counts() {
        return counts;
    }

    /** Why the ledger gave no answer in the last round; null: it did. */
    @Nullable
    String silence() {
        return silence;
    }

    /** For how long nobody could say of everything that was handed over where it is. */
    double silentSeconds() {
        return (System.nanoTime() - answeredAt) / NANOS;
    }

    void seen(HandoverCounts now) {
        counts = now;
    }

    void answered() {
        silence = null;
        answeredAt = System.nanoTime();
    }

    void silent(String why) {
        silence = why;
    }

    /** Another replica asks. */
    void notAsked() {
        counts = HandoverCounts.NONE;
        answered();
    }
}
