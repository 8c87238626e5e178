package uk.concord.policy.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import uk.concord.kernel.problem.ProblemException;

/** Puts one thing into the register, or in the place of what was there under its key. */
@ApplicationScoped
class ThingEdit {

    private final Register register;
    private final RegisterStore store;

    ThingEdit(Register register, RegisterStore store) {
        this.register = register;
        this.store = store;
    }

    /**
     * @throws ProblemException 428 and 412 as the precondition says; 409 if it would change an agreement's state or signatures;
     *     422 if it doesn't fit the rest of the register
     */
    @Transactional
    RegisterOutcome put(RegisterThing thing, Precondition precondition, Change change) {
        RegisterSnapshot before = register.lock();
        precondition.demand(store.revisionOf(thing.kind(), thing.key()));
        if (thing instanceof Agreement said
                && before.find(Kind.AGREEMENTS, said.id()).orElse(null) instanceof Agreement held) {
            AgreementEdit.demandAllowed(held, said, change);
        }
        if (!before.holds(thing)) {
            register.demandConsistent(before, thing);
        }
        return register.apply(before, List.of(thing), change);
    }
}
