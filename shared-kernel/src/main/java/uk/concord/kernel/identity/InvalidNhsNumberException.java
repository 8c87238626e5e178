package uk.concord.kernel.identity;

import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Somebody gave something as an NHS number that is none. The message never repeats what was given. */
public final class InvalidNhsNumberException extends ProblemException {

    public InvalidNhsNumberException() {
        super(
                ProblemType.INVALID_NHS_NUMBER,
                "An NHS number has ten digits, not all equal, and the last one must be the right check digit (modulus 11)."
                        + " The number that was given isn't one. Check it with the patient or on the Spine.");
    }
}
