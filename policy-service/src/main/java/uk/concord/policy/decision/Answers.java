package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionWatch;

/**
 * What the rules in force answer to facts: as it is remembered, else as OPA says. Both are the same: an answer rests on facts,
 * revisions and the instant, and is remembered with all of them.
 */
@ApplicationScoped
class Answers {

    private final RememberedAnswers remembered;
    private final Misses misses;
    private final RevisionWatch revisions;
    private final Canary canary;

    Answers(RememberedAnswers remembered, Misses misses, RevisionWatch revisions, Canary canary) {
        this.remembered = remembered;
        this.misses = misses;
        this.revisions = revisions;
        this.canary = canary;
    }

    /**
     * The answer to these facts at this instant.
     *
     * @throws ProblemException 503, if there is none, or it rests on rules that are no longer in force
     */
    PolicyAnswer to(Facts facts, Instant at) {
        return found(each(List.of(facts), at).getFirst());
    }

    /**
     * The answers to these facts at this instant, in their order, all resting on the same revisions.
     *
     * @throws ProblemException 503, if one of them can't be had, or the revisions changed meanwhile
     */
    List<PolicyAnswer> to(List<Facts> all, Instant at) {
        return each(all, at).stream().map(Answers::found).toList();
    }

    private static PolicyAnswer found(Answered answered) {
        return switch (answered) {
            case Answered.Found found -> found.answer();
            case Answered.Failed failed -> throw failed.problem();
        };
    }

    /**
     * The same, but each of them is there, or failed, on its own. Those that are there rest on the same revisions.
     *
     * @throws ProblemException 503, if the revisions changed twice in the middle, or the canary says that the engine is wrong
     */
    List<Answered> each(List<Facts> all, Instant at) {
        canary.demandSound();
        if (all.size() == 1) {
            return List.of(inForce(one(all.getFirst(), at)));
        }
        Map<Facts, Answered> answers = inForce(distinct(all, at, remembered.newest()));
        if (areMixed(answers)) {
            // The rules changed between two calls: those of the second round come from nobody's memory.
            answers = inForce(distinct(all, at, Optional.empty()));
        }
        if (areMixed(answers)) {
            throw new OpaUnavailableException("changed its rules in the middle of these questions", null);
        }
        List<Answered> each = new ArrayList<>(all.size());
        for (Facts facts : all) {
            each.add(Objects.requireNonNull(answers.get(facts)));
        }
        return each;
    }

    private Answered one(Facts facts, Instant at) {
        return remembered
                .newest()
                .flatMap(epoch -> epoch.find(facts, at))
                .<Answered>map(Answered.Found::new)
                .orElseGet(() -> misses.answers(List.of(facts), at).getFirst());
    }

    private Map<Facts, Answered> distinct(List<Facts> all, Instant at, Optional<RememberedAnswers.Epoch> epoch) {
        Map<Facts, Answered> answers = LinkedHashMap.newLinkedHashMap(all.size());
        Set<Facts> missing = new LinkedHashSet<>();
        for (Facts facts : all) {
            if (!answers.containsKey(facts) && !missing.contains(facts)) {
                epoch.flatMap(held -> held.find(facts, at))
                        .ifPresentOrElse(
                                answer -> answers.put(facts, new Answered.Found(answer)), () -> missing.add(facts));
            }
        }
        Iterator<Answered> found = misses.answers(List.copyOf(missing), at).iterator();
        missing.forEach(facts -> answers.put(facts, found.next()));
        return answers;
    }

    private Map<Facts, Answered> inForce(Map<Facts, Answered> answers) {
        answers.replaceAll((facts, answered) -> inForce(answered));
        return answers;
    }

    private Answered inForce(Answered answered) {
        if (!(answered instanceof Answered.Found found)) {
            return answered;
        }
        PolicyAnswer.RuleRevisions rules = found.answer().revisions();
        try {
            canary.demandSound();
            revisions.demandInForce(Part.RELEASE, rules.releaseNumber());
            revisions.demandInForce(Part.REGISTER, rules.registerNumber());
            return found;
        } catch (ProblemException e) {
            return new Answered.Failed(e);
        }
    }

    private static boolean areMixed(Map<Facts, Answered> answers) {
        PolicyAnswer.RuleRevisions first = null;
        for (Answered answered : answers.values()) {
            if (answered instanceof Answered.Found found) {
                PolicyAnswer.RuleRevisions rules = found.answer().revisions();
                if (first != null && !first.equals(rules)) {
                    return true;
                }
                first = rules;
            }
        }
        return false;
    }
}
