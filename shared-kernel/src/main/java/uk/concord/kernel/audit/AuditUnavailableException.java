package uk.concord.kernel.audit;

import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What was asked could not be recorded, so it isn't answered. */
public final class AuditUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(Throwable cause) {
        super(
                ProblemType.AUDIT_UNAVAILABLE,
                "The audit trail didn't accept the record of this request in time, and nothing is answered without its record."
                        + " Nothing was changed. Try again in a few seconds; if it goes on, tell the platform's operator.",
                cause);
    }
}
