package uk.concord.policy.opa;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The policy engine gave no clear answer, so there is no decision: a 503, never a permit. */
public final class OpaUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public OpaUnavailableException(String what, @Nullable Throwable cause) {
        super(
                ProblemType.UNAVAILABLE,
                "The policy engine " + what
                        + ", so nothing is decided. Try again in a few seconds; if it goes on, tell the"
                        + " platform's operator.",
                cause);
    }

    /** Whether it answered something; false if nothing came from it. */
    public boolean answered() {
        return getCause() == null;
    }
}
