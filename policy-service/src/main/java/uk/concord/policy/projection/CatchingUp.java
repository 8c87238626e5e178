package uk.concord.policy.projection;

import java.util.HashSet;
import java.util.Set;

/** Which readers have yet to read what the topic held when they began. The projection has caught up when none of them has. */
final class CatchingUp {

    private final Freshness freshness;
    private final Set<Integer> behind = new HashSet<>();

    CatchingUp(Freshness freshness, int readers) {
        this.freshness = freshness;
        for (int reader = 0; reader < readers; reader++) {
            behind.add(reader);
        }
    }

    /** This reader begins at the beginning. */
    synchronized void begins(int reader) {
        behind.add(reader);
        freshness.startOver();
    }

    /** This reader has read what there was; true if it was the last one. */
    synchronized boolean isThere(int reader) {
        if (behind.remove(reader) && behind.isEmpty()) {
            freshness.caughtUp();
            return true;
        }
        return false;
    }
}
