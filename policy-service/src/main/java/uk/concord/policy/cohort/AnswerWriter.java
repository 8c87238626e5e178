package uk.concord.policy.cohort;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;

/** Puts answers into one of the formats. Its methods are called in the order of what they write. */
interface AnswerWriter {

    /** What comes before any answer. */
    byte[] beginning(CohortHead head);

    /** The answers of these people. */
    byte[] part(Part part, AnswerTable table);

    /** What comes after the last one. */
    byte[] end(Totals totals);

    /** What tells that it is broken off here; null if the format has nothing for it, so that the connection must be. */
    byte @Nullable [] brokenOff(Totals totals, ProblemException why);
}
