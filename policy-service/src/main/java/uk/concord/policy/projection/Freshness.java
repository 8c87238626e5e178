package uk.concord.policy.projection;

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
 * How old the projection is. A heartbeat stands behind every change that was committed before its instant, so everything up to
 * the oldest partition's last heartbeat is held here.
 */
@ApplicationScoped
class Freshness {

    static final Duration UNKNOWN = Duration.ofDays(36_500);

    private final AtomicReferenceArray<@Nullable Instant> heartbeats =
            new AtomicReferenceArray<@Nullable Instant>(Topic.PARTITIONS);
    private final Set<String> unreadableKeys = ConcurrentHashMap.newKeySet();
    private final ProjectionSettings settings;
    private final Clock clock;
    private volatile boolean caughtUp;

    Freshness(ProjectionSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Everything that the topic held at the start has been read. */
    void caughtUp() {
        caughtUp = true;
    }

    /** The reading starts anew; what is held stays, because lower revisions are ignored. */
    void startOver() {
        caughtUp = false;
        for (int partition = 0; partition < heartbeats.length(); partition++) {
            heartbeats.set(partition, null);
        }
    }

    void heartbeat(int partition, Instant at) {
        heartbeats.accumulateAndGet(
                partition, at, (before, now) -> before != null && now != null && before.isAfter(now) ? before : now);
    }

    /** An event whose key names nobody: whom it is about isn't known, so nobody's state is sure any more. */
    void unreadableKey(String key) {
        unreadableKeys.add(key);
    }

    /** A key that named nobody has been taken out of the topic by a tombstone. */
    void keyRemoved(String key) {
        unreadableKeys.remove(key);
    }

    boolean hasCaughtUp() {
        return caughtUp;
    }

    int unreadableKeys() {
        return unreadableKeys.size();
    }

    /** The age of the oldest partition's last heartbeat. */
    Duration age() {
        Instant oldest = Instant.MAX;
        for (int partition = 0; partition < heartbeats.length(); partition++) {
            Instant last = heartbeats.get(partition);
            if (last == null) {
                return UNKNOWN;
            }
            oldest = last.isBefore(oldest) ? last : oldest;
        }
        return Duration.between(oldest, clock.instant());
    }

    /** Whether answers may rest on the projection. */
    boolean isFresh() {
        return caughtUp && unreadableKeys.isEmpty() && age().compareTo(settings.staleAfter()) <= 0;
    }

    /** Whether this replica has what it needs to serve: its readiness, apart from how late the heartbeats are just now. */
    boolean isComplete() {
        return caughtUp && unreadableKeys.isEmpty() && !age().equals(UNKNOWN);
    }
}
