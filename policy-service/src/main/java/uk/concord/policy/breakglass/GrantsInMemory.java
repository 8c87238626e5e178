package uk.concord.policy.breakglass;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import uk.concord.kernel.identity.OdsCode;

/** The grants that this replica has heard of and whose time isn't over. Any thread may write and read. */
@ApplicationScoped
class GrantsInMemory {

    // Few: they last hours. So they are looked through.
    private final Map<UUID, Grant> grants = new ConcurrentHashMap<>();
    private final Set<UUID> unreadable = ConcurrentHashMap.newKeySet();

    /** Takes what was heard of a grant. That it was ended is never forgotten for an older word that comes late. */
    void take(Grant heard) {
        grants.merge(heard.id(), heard, (held, now) -> held.endedAt() == null ? now : held);
    }

    /** A word on this grant can't be read; it may have been its ending, so the grant is never used from here again. */
    void markUnreadable(UUID id) {
        unreadable.add(id);
    }

    /** Forgets the grants whose time is over. */
    void prune(Instant now) {
        grants.values().removeIf(grant -> !now.isBefore(grant.until()));
    }

    /** The grants of this user that run. */
    List<Grant> running(OdsCode requester, String user, Instant at) {
        return grants.values().stream()
                .filter(grant -> grant.runsAt(at)
                        && !unreadable.contains(grant.id())
                        && grant.requester().equals(requester)
                        && grant.user().equals(user))
                .toList();
    }

    /** How many run. */
    long running(Instant at) {
        return grants.values().stream().filter(grant -> grant.runsAt(at)).count();
    }
}
