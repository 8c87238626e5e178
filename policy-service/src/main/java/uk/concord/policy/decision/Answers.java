package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import uk.concord.policy.opa.Opa;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionWatch;

/** What the rules in force answer to facts. */
@ApplicationScoped
class Answers {

    private final Opa opa;
    private final AnswerReader reader;
    private final RevisionWatch revisions;

    Answers(Opa opa, AnswerReader reader, RevisionWatch revisions) {
        this.opa = opa;
        this.reader = reader;
        this.revisions = revisions;
    }

    /**
     * The answer to these facts at this instant.
     *
     * @throws uk.concord.kernel.problem.ProblemException 503, if there is none, or it rests on rules that are no longer in force
     */
    PolicyAnswer to(Facts facts, Instant at) {
        PolicyAnswer answer = reader.read(opa.evaluate(new Facts.Input(facts, at)), facts.question());
        revisions.demandInForce(Part.RELEASE, number(answer.revisions().release()));
        revisions.demandInForce(Part.REGISTER, number(answer.revisions().register()));
        return answer;
    }

    /**
     * The answers to these facts at this instant, in their order, all resting on the same revisions.
     *
     * @throws uk.concord.kernel.problem.ProblemException 503, if one of them can't be had, or the revisions changed meanwhile
     */
    List<PolicyAnswer> to(List<Facts> all, Instant at) {
        List<PolicyAnswer> answers = all.stream().map(facts -> to(facts, at)).toList();
        if (answers.stream().map(PolicyAnswer::revisions).distinct().count() > 1) {
            throw new OpaUnavailableException("changed its rules in the middle of these questions", null);
        }
        return answers;
    }

    private static long number(String revision) {
        try {
            return Long.parseLong(revision);
        } catch (NumberFormatException e) {
            throw new OpaUnavailableException("rests on rules that aren't ours", e);
        }
    }
}
