package uk.concord.policy.register;

import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.Revisions;

/** Changes the register: one change after the other, each whole or not at all, each under a revision of its own. */
@ApplicationScoped
public class Register {

    // An audit record must stay small; the versions themselves are in the database.
    private static final int NAMED_IN_RECORD = 50;

    private final Revisions revisions;
    private final RegisterJson json;
    private final Outbox outbox;
    private final Clock clock;

    Register(Revisions revisions, RegisterJson json, Outbox outbox, Clock clock) {
        this.revisions = revisions;
        this.json = json;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The register as it is committed now. */
    @Transactional
    public RegisterSnapshot read() {
        return load(revisions.holdStill(Part.REGISTER));
    }

    /**
     * Puts these things in the place of those with their keys. What is already so is no change; if nothing changes, the
     * revision stays and nothing is recorded.
     *
     * @throws ProblemException 422 if the register would name what it doesn't hold
     */
    @Transactional
    RegisterOutcome put(List<RegisterThing> things, Change change) {
        return apply(load(revisions.lock(Part.REGISTER)), things, change);
    }

    /**
     * Takes an agreement from one of some states into another.
     *
     * @throws ProblemException 404 if there is no such agreement; 409 if it is in none of these states
     */
    @Transactional
    RegisterOutcome move(String id, Set<Agreement.Status> from, Agreement.Status to, Change change) {
        RegisterSnapshot before = load(revisions.lock(Part.REGISTER));
        Agreement agreement = before.find(Kind.AGREEMENTS, id)
                .map(Agreement.class::cast)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "There is no sharing agreement with this id."));
        if (agreement.status() != to && !from.contains(agreement.status())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The agreement's state doesn't allow that. Read it again and see its status.");
        }
        return apply(before, List.of(agreement.as(to)), change);
    }

    private RegisterOutcome apply(RegisterSnapshot before, List<RegisterThing> things, Change change) {
        Map<String, RegisterThing> wanted = new LinkedHashMap<>();
        things.forEach(thing -> wanted.put(RegisterEntry.address(thing), thing));
        List<RegisterThing> changed = wanted.values().stream()
                .filter(thing -> !before.find(thing.kind(), thing.key())
                        .filter(thing::equals)
                        .isPresent())
                .toList();
        if (changed.isEmpty()) {
            return new RegisterOutcome(before.revision(), 0, wanted.size());
        }
        RegisterValidation.demandConsistent(before.with(changed), changed);
        long revision = before.revision() + 1;
        Instant now = clock.instant();
        changed.forEach(thing -> store(thing, revision, change, now));
        revisions.move(Part.REGISTER, revision);
        outbox.append(entry(changed, revision, change));
        return new RegisterOutcome(revision, changed.size(), wanted.size() - changed.size());
    }

    private RegisterSnapshot load(long revision) {
        List<RegisterEntry> entries = RegisterEntry.listAll(Sort.by("address"));
        return new RegisterSnapshot(
                revision,
                entries.stream()
                        .map(entry -> json.stored(Kind.ofPath(entry.kind).orElseThrow(), entry.content))
                        .toList());
    }

    private void store(RegisterThing thing, long revision, Change change, Instant now) {
        String address = RegisterEntry.address(thing);
        String content = json.write(thing);
        @Nullable RegisterEntry stored = RegisterEntry.findById(address);
        RegisterEntry entry = stored == null ? new RegisterEntry() : stored;
        entry.address = address;
        entry.kind = thing.kind().path();
        entry.key = thing.key();
        entry.revision = revision;
        entry.content = content;
        entry.persist();
        RegisterVersion version = new RegisterVersion();
        version.address = address;
        version.revision = revision;
        version.content = content;
        version.client = change.actor().client();
        version.subject = change.actor().subject();
        version.reason = change.reason();
        version.changedAt = now;
        // The version refers to the entry, which must be in the database first.
        RegisterEntry.flush();
        version.persist();
    }

    private static AuditEntry entry(List<RegisterThing> changed, long revision, Change change) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("register_revision", revision);
        detail.put("changed_count", changed.size());
        detail.put(
                "changed",
                changed.stream()
                        .limit(NAMED_IN_RECORD)
                        .map(RegisterEntry::address)
                        .toList());
        if (change.reason() != null) {
            detail.put("reason", change.reason());
        }
        return AuditEntry.of(AuditType.REGISTER_CHANGE, change.actor(), "changed", change.summary())
                .with(detail);
    }
}
