package uk.concord.audit.trail;

import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** 400: the records that somebody chose are too large together. */
public final class LargeSelectionException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final long MEBIBYTE = 1L << 20;

    /** @param most in bytes, a number of MiB */
    LargeSelectionException(long most) {
        super(
                ProblemType.INVALID_REQUEST,
                "The chosen records are too large for one pack, which holds " + most / MEBIBYTE
                        + " MiB of records. Choose fewer, and make more than one pack.");
    }
}
