package uk.concord.policy.breakglass;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.Topic;

/**
 * How old this replica's view of the grants is. A heartbeat stands behind every change that was committed before its instant,
 * so everything up to the oldest partition's last heartbeat is known here.
 */
@ApplicationScoped
class GrantFreshness {

    private final AtomicReferenceArray<@Nullable Instant> heartbeats =
            new AtomicReferenceArray<@Nullable Instant>(Topic.PARTITIONS);
    private final Set<String> unreadableKeys = ConcurrentHashMap.newKeySet();
    private final BreakGlassSettings settings;
    private final Clock clock;
    private volatile boolean caughtUp;

    GrantFreshness(BreakGlassSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The reading starts anew. */
    void startOver() {
        caughtUp = false;
        unreadableKeys.clear();
        for (int partition = 0; partition < heartbeats.length(); partition++) {
            heartbeats.set(partition, null);
        }
    }

    /** Everything that the topic held at the start has been read. */
    void caughtUp() {
        caughtUp = true;
    }

    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** An event whose key names no grant: which one it ended, nobody knows. */
    void unreadableKey(String key) {
        unreadableKeys.add(key);
    }

    /** A key that named no grant has been taken out of the topic by a tombstone. */
    void keyRemoved(String key) {
        unreadableKeys.remove(key);
    }

    void heartbeat(int partition, Instant at) {
        heartbeats.accumulateAndGet(
                partition, at, (before, now) -> before != null && now != null && before.isAfter(now) ? before : now);
    }

    /** The age of the oldest partition's last heartbeat; very long before there was one. */
    Duration age() {
        Instant oldest = Instant.MAX;
        for (int partition = 0; partition < heartbeats.length(); partition++) {
            Instant last = heartbeats.get(partition);
            if (last == null) {
                return Duration.ofDays(36_500);
            }
            oldest = last.isBefore(oldest) ? last : oldest;
        }
        return Duration.between(oldest, clock.instant());
    }

    /** Whether a grant that is held may be used. */
    boolean isFresh() {
        return caughtUp && unreadableKeys.isEmpty() && age().compareTo(settings.staleAfter()) <= 0;
    }
}
