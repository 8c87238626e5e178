package uk.concord.policy.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * The life of a sharing agreement: draft, signed by all, active, suspended, expired. It goes on by these moves only, each with
 * somebody's reason on record.
 */
@ApplicationScoped
class AgreementLife {

    private final Register register;
    private final RegisterStore store;

    AgreementLife(Register register, RegisterStore store) {
        this.register = register;
        this.store = store;
    }

    /** What can be done with an agreement, beside signing it. */
    enum Move {
        ACTIVATE(EnumSet.of(Agreement.Status.SIGNED), Agreement.Status.ACTIVE, "Activated"),
        SUSPEND(EnumSet.of(Agreement.Status.ACTIVE), Agreement.Status.SUSPENDED, "Suspended"),
        REINSTATE(EnumSet.of(Agreement.Status.SUSPENDED), Agreement.Status.ACTIVE, "Reinstated"),
        EXPIRE(EnumSet.complementOf(EnumSet.of(Agreement.Status.EXPIRED)), Agreement.Status.EXPIRED, "Expired");

        private final Set<Agreement.Status> from;
        private final Agreement.Status to;
        private final String done;

        Move(Set<Agreement.Status> from, Agreement.Status to, String done) {
            this.from = from;
            this.to = to;
            this.done = done;
        }

        /** What is then on record. */
        String summary(String id) {
            return done + " the sharing agreement " + id;
        }
    }

    /**
     * @throws ProblemException 404 if there is no such agreement; 409 if its state doesn't allow the move, or if it is to be in
     *     force and its time is over; 422 if it is to be in force and doesn't fulfil what it must; 412 for a stale precondition
     */
    @Transactional
    RegisterOutcome move(String id, Move move, Precondition precondition, Change change) {
        RegisterSnapshot before = register.lock();
        Agreement agreement = find(before, id, precondition);
        demandState(agreement, move.from, "Only an agreement that is " + words(move.from) + " can take this move.");
        Agreement moved = agreement.as(move.to);
        if (move.to == Agreement.Status.ACTIVE) {
            // An agreement is always stopped at once, but put in force only if all is well with it.
            demandNotOver(agreement);
            register.demandConsistent(before, moved);
        }
        return register.apply(before, List.of(moved), change);
    }

    /**
     * Adds a signature. A draft that every organisation which it names has then signed becomes signed.
     *
     * @throws ProblemException 404 if there is no such agreement; 409 if it is over, or signed for this organisation already;
     *     422 if the organisation isn't registered or the day is to come; 412 for a stale precondition
     */
    @Transactional
    RegisterOutcome sign(String id, Signatory signatory, Precondition precondition, Change change) {
        RegisterSnapshot before = register.lock();
        Agreement agreement = find(before, id, precondition);
        demandState(
                agreement,
                EnumSet.complementOf(EnumSet.of(Agreement.Status.EXPIRED)),
                "An agreement that is over can't be signed.");
        if (agreement.isSignedBy(signatory.organisation())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "It has already been signed for " + signatory.organisation() + ".");
        }
        Agreement signed = agreement.signedBy(signatory);
        if (signed.status() == Agreement.Status.DRAFT && signed.unsigned().isEmpty()) {
            signed = signed.as(Agreement.Status.SIGNED);
        }
        register.demandConsistent(before, signed.as(Agreement.Status.DRAFT));
        return register.apply(before, List.of(signed), change);
    }

    private Agreement find(RegisterSnapshot register, String id, Precondition precondition) {
        Agreement agreement = register.find(Kind.AGREEMENTS, id)
                .map(Agreement.class::cast)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "There is no sharing agreement with this id."));
        precondition.demandIfStated(store.revisionOf(Kind.AGREEMENTS, id));
        return agreement;
    }

    private static void demandState(Agreement agreement, Set<Agreement.Status> states, String otherwise) {
        if (!states.contains(agreement.status())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The agreement is " + words(Set.of(agreement.status())) + ". " + otherwise);
        }
    }

    private void demandNotOver(Agreement agreement) {
        @Nullable LocalDate last = agreement.lastDay();
        if (last != null && last.isBefore(register.today())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Its last day, or that of the approval behind it, was " + last + ". Put in a new end first.");
        }
    }

    private static String words(Set<Agreement.Status> states) {
        return String.join(
                " or ",
                states.stream()
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
