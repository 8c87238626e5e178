package uk.concord.policy.breakglass;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.policy.projection.Standing;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterView;

/**
 * Finds the grant under which a question may be answered. One that this replica holds counts while its view is fresh; that there
 * is none is always asked of the database, so that a grant holds everywhere from the moment in which it was acknowledged.
 */
@ApplicationScoped
public class Grants {

    private final RegisterView register;
    private final GrantsInMemory held;
    private final GrantFreshness freshness;
    private final GrantStore store;
    private final Pseudonyms pseudonyms;
    private final Counter truthReads;

    Grants(
            RegisterView register,
            GrantsInMemory held,
            GrantFreshness freshness,
            GrantStore store,
            Pseudonyms pseudonyms,
            MeterRegistry metrics) {
        this.register = register;
        this.held = held;
        this.freshness = freshness;
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.truthReads = metrics.counter("concord_break_glass_truth_reads");
    }

    /**
     * The grant that runs for this user of this organisation and this patient, the one that ends last if there are several;
     * nothing if there is none, or if the purpose needs none.
     *
     * @throws uk.concord.kernel.problem.ProblemException 503, if it is needed, isn't held here, and can't be read
     */
    public Optional<Grant> find(Sought sought, Instant at) {
        if (!isNeededFor(sought.purpose())) {
            return Optional.empty();
        }
        Whose whose = whose(sought.standing(), sought.nhsNumber());
        String user = user(sought.user());
        if (freshness.isFresh()) {
            Optional<Grant> known = last(held.running(sought.requester(), user, at), whose);
            if (known.isPresent()) {
                return known;
            }
        }
        truthReads.increment();
        return last(store.running(sought.requester(), user, at), whose);
    }

    /** The view learns at once what was changed through this replica. */
    void changed(Grant grant) {
        held.take(grant);
    }

    Whose whose(Standing standing, NhsNumber number) {
        return Whose.of(standing, pseudonyms.of(number));
    }

    /**
     * A declaration as it is kept and recorded. Its texts are somebody's in a hurry and must not be refused, so where they hold NHS
     * numbers these have pseudonyms in their places; whom it is about is said by its number alone.
     */
    Declaration kept(Declaration declaration) {
        return new Declaration(
                declaration.requester(),
                user(declaration.user()),
                text(declaration.role()),
                declaration.nhsNumber(),
                text(declaration.relationship()),
                declaration.reasonCode(),
                text(declaration.reason()),
                declaration.until());
    }

    /** A partner system's text as it is kept: with a pseudonym in the place of each NHS number in it. */
    String text(String text) {
        return pseudonyms.inPlaceOfNumbers(text);
    }

    /** The user's id as it is kept, in the same way. */
    String user(String id) {
        return text(id.strip());
    }

    private boolean isNeededFor(String purpose) {
        return register.latest()
                .find(Kind.PURPOSES, purpose)
                .map(Purpose.class::cast)
                .filter(Purpose::needsGrant)
                .isPresent();
    }

    private static Optional<Grant> last(List<Grant> running, Whose whose) {
        return running.stream()
                .filter(grant -> grant.whose().isAlso(whose))
                .max(Comparator.comparing(Grant::until).thenComparing(Grant::id));
    }
}
