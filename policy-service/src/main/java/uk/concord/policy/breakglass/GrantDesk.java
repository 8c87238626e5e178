package uk.concord.policy.breakglass;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.policy.projection.Patients;

/** Where grants are declared, ended and looked up, by those who may. */
@ApplicationScoped
class GrantDesk {

    private static final Logger LOG = Logger.getLogger(GrantDesk.class);

    private final GrantRights rights;
    private final Patients patients;
    private final Grants grants;
    private final GrantChanges changes;
    private final GrantStore store;
    private final Clock clock;
    private final MeterRegistry metrics;

    GrantDesk(
            GrantRights rights,
            Patients patients,
            Grants grants,
            GrantChanges changes,
            GrantStore store,
            Clock clock,
            MeterRegistry metrics) {
        this.rights = rights;
        this.patients = patients;
        this.grants = grants;
        this.changes = changes;
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Declares an emergency. It holds everywhere when this returns.
     *
     * @throws ProblemException 400, 403 or 422 if it can't be; 503 if something that it needs is away
     */
    GrantView declare(
            Declaration declaration, Optional<IdempotencyKey> key, String requestId, String client, String subject) {
        rights.demandSpeaksFor(client, declaration.requester());
        Whose whose = grants.whose(patients.find(declaration.nhsNumber()), declaration.nhsNumber());
        Declaration told = grants.kept(declaration);
        RequestKey requestKey = RequestKey.of(key, requestId, told, whose);
        GrantChanges.Kept kept = changes.declare(told, whose, requestKey, client, subject);
        Grant grant = kept.stored().grant();
        grants.changed(grant);
        if (kept.anew()) {
            metrics.counter(
                            "concord_break_glass_declared",
                            "reason",
                            grant.reason().name())
                    .increment();
            LOG.infof(
                    "break-glass declared grant=%s requester=%s reason=%s until=%s",
                    grant.id(), grant.requester(), grant.reason(), grant.until());
        }
        return GrantView.of(kept.stored(), clock.instant());
    }

    /**
     * Ends a grant. When this returns no answer of this replica rests on it; of others none does after the bound on staleness.
     *
     * @throws ProblemException 404 or 403 if there is none that the caller may end; 400 if an officer's reason holds an NHS number
     */
    GrantView end(UUID id, String reason, Caller caller) {
        StoredGrant found = reachable(id, caller);
        Reach reach = rights.of(caller);
        AuditActor actor = reach.everywhere() || caller.organisation().isPresent()
                ? caller.asActor(Capacity.STAFF)
                : new AuditActor(
                        caller.client(), caller.subject(), found.grant().requester(), null, Capacity.SYSTEM);
        // An officer has the time to write it anew; a partner system's user may be at the bedside.
        String kept = actor.capacity() == Capacity.STAFF ? Text.withoutNumber("reason", reason) : grants.text(reason);
        StoredGrant ended = changes.end(found, actor, kept);
        grants.changed(ended.grant());
        LOG.infof(
                "break-glass ended grant=%s requester=%s until=%s",
                id, ended.grant().requester(), ended.grant().until());
        return GrantView.of(ended, clock.instant());
    }

    GrantView one(UUID id, Caller caller) {
        return GrantView.of(reachable(id, caller), clock.instant());
    }

    /** The grants that the caller reaches, newest first. */
    GrantView.Page page(@Nullable UUID after, @Nullable Boolean active, int limit, Caller caller) {
        List<GrantView> found = store.page(rights.of(caller), after, active, clock.instant(), limit + 1).stream()
                .map(stored -> GrantView.of(stored, clock.instant()))
                .toList();
        return found.size() <= limit
                ? new GrantView.Page(found, null)
                : new GrantView.Page(
                        found.subList(0, limit), found.get(limit - 1).id());
    }

    private StoredGrant reachable(UUID id, Caller caller) {
        Reach reach = rights.of(caller);
        StoredGrant found = store.byId(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no grant with this id."));
        if (!reach.covers(found.grant().requester())) {
            throw GrantRights.forbidden("This grant belongs to another organisation.");
        }
        return found;
    }
}
