package uk.concord.policy.decision;

import uk.concord.kernel.problem.ProblemException;

/** What became of the question what the rules answer to facts. */
sealed interface Answered {

    /** They answered. */
    record Found(PolicyAnswer answer) implements Answered {}

    /** They gave no clear answer: a 503. */
    record Failed(ProblemException problem) implements Answered {}
}
