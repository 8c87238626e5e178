package uk.concord.policy.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.Revisions;

/** Changes the register: one change after the other, each whole or not at all, each under a revision of its own. */
@ApplicationScoped
public class Register {

    private static final ZoneId PEOPLES_TIME = ZoneId.of("Europe/London");

    private final Revisions revisions;
    private final RegisterStore store;
    private final ChangeRecord record;
    private final RegisterSettings settings;
    private final Outbox outbox;
    private final Clock clock;

    Register(
            Revisions revisions,
            RegisterStore store,
            ChangeRecord record,
            RegisterSettings settings,
            Outbox outbox,
            Clock clock) {
        this.revisions = revisions;
        this.store = store;
        this.record = record;
        this.settings = settings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The register as it is committed now. */
    @Transactional
    public RegisterSnapshot read() {
        return store.load(revisions.holdStill(Part.REGISTER));
    }

    /** The register as it stands. Until the transaction ends, nobody else changes it. */
    @Transactional(Transactional.TxType.MANDATORY)
    RegisterSnapshot lock() {
        return store.load(revisions.lock(Part.REGISTER));
    }

    /** The checks of the register as it would be with these things in it. */
    RegisterValidation validation(RegisterSnapshot after, Set<String> unread) {
        return new RegisterValidation(References.to(after, unread), settings.organisationTypes(), today());
    }

    /**
     * Refuses a thing that doesn't fit the rest of the register.
     *
     * @throws ProblemException 422 with everything that is wrong in the member {@code faults}
     */
    void demandConsistent(RegisterSnapshot before, RegisterThing thing) {
        List<Fault> faults = validation(before.with(List.of(thing)), Set.of()).faults(thing);
        if (!faults.isEmpty()) {
            String address = RegisterEntry.address(thing);
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE,
                    "Nothing was changed: it doesn't fit the rest of the register. See faults.",
                    Map.of(
                            "faults",
                            faults.stream()
                                    .map(fault -> address + ": " + fault.text())
                                    .toList()),
                    null);
        }
    }

    /**
     * Puts these things, which were found right, in the place of those with their keys. What is already so is no change; if
     * nothing changes, the revision stays and nothing is recorded.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    RegisterOutcome apply(RegisterSnapshot before, List<? extends RegisterThing> things, Change change) {
        List<RegisterThing> changed = new ArrayList<>(things);
        changed.removeIf(before::holds);
        if (changed.isEmpty()) {
            return new RegisterOutcome(before.revision(), 0, things.size());
        }
        long revision = before.revision() + 1;
        Instant now = clock.instant();
        changed.forEach(thing -> store.store(thing, revision, change, now));
        revisions.move(Part.REGISTER, revision);
        outbox.append(record.of(before, changed, revision, change));
        return new RegisterOutcome(revision, changed.size(), things.size() - changed.size());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PEOPLES_TIME);
    }
}
