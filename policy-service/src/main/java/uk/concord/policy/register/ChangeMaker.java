package uk.concord.policy.register;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** Says who makes the change of this request, and why. */
@RequestScoped
class ChangeMaker {

    private final Caller caller;

    ChangeMaker(Caller caller) {
        this.caller = caller;
    }

    /** @throws ProblemException 400 if there is a reason and it isn't a line of text, or holds an NHS number */
    Change of(String summary, @Nullable String reason) {
        if (reason != null && (reason.isBlank() || reason.length() > Faults.LINE)) {
            throw invalid("The reason must be a text of 1 to " + Faults.LINE + " characters.");
        }
        if (reason != null && NumbersInText.isIn(reason)) {
            throw invalid("The reason must not hold an NHS number, because records are kept without. Leave it out.");
        }
        return new Change(caller.asActor(Capacity.STAFF), summary, reason);
    }

    /** @throws ProblemException 400 if the request has no body */
    <T> T body(@Nullable T body) {
        if (body == null) {
            throw invalid("The body is missing.");
        }
        return body;
    }

    static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, what);
    }
}
