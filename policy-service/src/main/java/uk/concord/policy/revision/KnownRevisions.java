package uk.concord.policy.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The latest revisions of one part with the instants at which they came into force: the newest, all of the time that counts,
 * and one before it. Immutable.
 */
record KnownRevisions(TreeMap<Long, Instant> since) {

    static KnownRevisions of(Map<Long, Instant> since) {
        return new KnownRevisions(new TreeMap<>(since));
    }

    long current() {
        return since.isEmpty() ? 0 : since.lastKey();
    }

    Optional<Instant> sinceWhen() {
        return Optional.ofNullable(since.lastEntry()).map(Map.Entry::getValue);
    }

    /** Whether a decision that rests on this revision rests on one that another replaced longer ago than the bound. */
    boolean outdated(long revision, Duration bound, Instant now) {
        if (revision >= current()) {
            return false;
        }
        return replacedAt(revision).map(at -> at.plus(bound).isBefore(now)).orElse(true);
    }

    // A revision before all of those that are known was replaced before the time that counts.
    private Optional<Instant> replacedAt(long revision) {
        return since.containsKey(revision)
                ? Optional.ofNullable(since.higherEntry(revision)).map(Map.Entry::getValue)
                : Optional.empty();
    }
}
