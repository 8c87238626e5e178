package uk.concord.policy.projection;

import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Everybody at once, as the projection holds them. Unlike a single patient, everybody can't be read from the truth instead. */
@ApplicationScoped
public class Populations {

    private final HeldStates states;
    private final Freshness freshness;

    Populations(HeldStates states, Freshness freshness) {
        this.states = states;
        this.freshness = freshness;
    }

    /**
     * Everybody now, no older than the bound on staleness.
     *
     * @throws ProblemException 503, if the projection is older
     */
    public Population now() {
        Population population = states.population();
        demandFresh();
        return population;
    }

    /** @throws ProblemException 503, if the projection is older than the bound on staleness */
    public void demandFresh() {
        if (!freshness.isFresh()) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "What patients have said isn't known here for sure at the moment, and many at once can't be read from"
                            + " consent-service. Nothing more is answered. Ask again in a few seconds.");
        }
    }
}
