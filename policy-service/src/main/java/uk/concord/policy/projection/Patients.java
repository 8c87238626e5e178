package uk.concord.policy.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** How patients stand: from the projection while it is fresh, else from the truth. */
@ApplicationScoped
public class Patients {

    private final HeldStates states;
    private final Freshness freshness;
    private final Arrivals arrivals;
    private final Truth truth;
    private final Duration atLeastWithin;
    private final Counter truthReads;

    Patients(
            HeldStates states,
            Freshness freshness,
            Arrivals arrivals,
            Truth truth,
            ProjectionSettings settings,
            MeterRegistry metrics) {
        this.states = states;
        this.freshness = freshness;
        this.arrivals = arrivals;
        this.truth = truth;
        this.atLeastWithin = settings.atLeastWithin();
        this.truthReads = metrics.counter("concord_projection_truth_reads");
    }

    /**
     * How somebody with this number stands, no older than the bound.
     *
     * @throws ProblemException 503, if neither the projection nor the truth can say
     */
    public Standing find(NhsNumber number) {
        if (!freshness.isFresh()) {
            return fromTruth(number);
        }
        return states.find(number).orElseGet(() -> notHeld(number));
    }

    /**
     * How a patient with this number stands, at this revision or a later one: from the projection as soon as it has arrived
     * there, from the truth if that takes too long.
     *
     * @param atLeast null: any revision within the bound
     * @throws ProblemException 409, if consent-service itself isn't at that revision; 503, if neither can say
     */
    public Standing find(NhsNumber number, @Nullable Long atLeast) {
        if (atLeast == null) {
            return find(number);
        }
        Optional<Standing> arrived = freshness.isFresh()
                ? arrivals.await(
                        () -> states.find(number).filter(standing -> reaches(standing, atLeast)), atLeastWithin)
                : Optional.empty();
        // The wait may have been longer than what was left of the bound.
        if (arrived.isPresent() && freshness.isFresh()) {
            return arrived.get();
        }
        Standing standing = fromTruth(number);
        if (!reaches(standing, atLeast)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "context.at_least demands revision " + atLeast
                            + " of this patient, which consent-service itself hasn't reached. Ask again without it, and find"
                            + " out where that revision comes from: no answer and no event of this platform has told it.");
        }
        return standing;
    }

    private static boolean reaches(Standing standing, long revision) {
        return switch (standing) {
            case Standing.Registered registered -> registered.revision() >= revision;
            case Standing.Unreadable unreadable -> false;
            case Standing.Unregistered unregistered -> false;
        };
    }

    // A patient whose every state was unreadable has no number here; the number that is asked for may be that
    // patient's.
    private Standing notHeld(NhsNumber number) {
        return states.anyNamelessUnreadable() ? fromTruth(number) : new Standing.Unregistered();
    }

    private Standing fromTruth(NhsNumber number) {
        truthReads.increment();
        return truth.of(number);
    }
}
