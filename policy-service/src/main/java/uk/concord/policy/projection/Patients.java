package uk.concord.policy.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.identity.NhsNumber;

/** How patients stand: from the projection while it is fresh, else from the truth. */
@ApplicationScoped
public class Patients {

    private final HeldStates states;
    private final Freshness freshness;
    private final Truth truth;
    private final Counter truthReads;

    Patients(HeldStates states, Freshness freshness, Truth truth, MeterRegistry metrics) {
        this.states = states;
        this.freshness = freshness;
        this.truth = truth;
        this.truthReads = metrics.counter("concord_projection_truth_reads");
    }

    /**
     * How somebody with this number stands, no older than the bound.
     *
     * @throws uk.concord.kernel.problem.ProblemException 503, if neither the projection nor the truth can say
     */
    public Standing find(NhsNumber number) {
        if (!freshness.isFresh()) {
            return fromTruth(number);
        }
        return states.find(number).orElseGet(() -> notHeld(number));
    }

    // A patient whose every state was unreadable has no number here; the number that is asked for may be that patient's.
    private Standing notHeld(NhsNumber number) {
        return states.anyNamelessUnreadable() ? fromTruth(number) : new Standing.Unregistered();
    }

    private Standing fromTruth(NhsNumber number) {
        truthReads.increment();
        return truth.of(number);
    }
}
