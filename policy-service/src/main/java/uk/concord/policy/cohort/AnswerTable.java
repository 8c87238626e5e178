package uk.concord.policy.cohort;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;
import uk.concord.policy.decision.CohortAnswer;
import uk.concord.policy.decision.CohortDecisions;
import uk.concord.policy.decision.CohortQuestion;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.projection.Population;
import uk.concord.policy.projection.Standing;

/**
 * The answers to one question, one for each way in which people stand: each profile, unreadable, and not on the register. All rest
 * on one snapshot, one instant and one pair of revisions, or there are none.
 */
final class AnswerTable {

    private static final int UNDECIDED = -1;
    // Nobody's id: facts don't hold whose they are.
    private static final PatientId NOBODY = PatientId.of("00000000-0000-0000-0000-000000000000");

    private final CohortDecisions decisions;
    private final CohortQuestion question;
    private final Population population;
    private final Instant at;
    private final int[] answerOf;
    private final List<CohortAnswer> answers = new ArrayList<>();
    private final Map<CohortAnswer, Integer> indexes = new HashMap<>();
    private CohortDecisions.@Nullable Rules rules;

    AnswerTable(CohortDecisions decisions, CohortQuestion question, Population population, Instant at) {
        this.decisions = decisions;
        this.question = question;
        this.population = population;
        this.at = at;
        this.answerOf = new int[population.profiles() + 2];
        Arrays.fill(answerOf, UNDECIDED);
    }

    int unreadable() {
        return population.profiles();
    }

    private int unregistered() {
        return population.profiles() + 1;
    }

    /** How somebody at this row stands: a row of the population, or {@link Population#NONE}. */
    int standing(int row) {
        if (row == Population.NONE) {
            // A number that leads nowhere may be that of a patient whose numbers can't be read.
            return population.anyNamelessUnreadable() ? unreadable() : unregistered();
        }
        int profile = population.profileOf(row);
        return profile == Population.UNREADABLE ? unreadable() : profile;
    }

    /** Decides all ways to stand, if it isn't done. */
    void decideAll() {
        BitSet all = new BitSet();
        for (int standing = 0; standing < answerOf.length; standing++) {
            if (standing >= population.profiles() || population.profile(standing) != null) {
                all.set(standing);
            }
        }
        decide(all);
    }

    /**
     * Decides these, as far as it isn't done.
     *
     * @throws uk.concord.kernel.problem.ProblemException 503, if that can't be done on the revisions of the others
     */
    void decide(BitSet wanted) {
        int[] open = wanted.stream()
                .filter(standing -> answerOf[standing] == UNDECIDED)
                .toArray();
        if (open.length == 0) {
            return;
        }
        CohortDecisions.Answered answered = decisions.decide(
                question, Arrays.stream(open).mapToObj(this::of).toList(), at);
        if (rules != null && !rules.equals(answered.rules())) {
            throw new OpaUnavailableException("changed its rules in the middle of this question", null);
        }
        rules = answered.rules();
        for (int i = 0; i < open.length; i++) {
            CohortAnswer answer = answered.answers().get(i);
            Integer known = indexes.putIfAbsent(answer, answers.size());
            if (known == null) {
                answers.add(answer);
            }
            answerOf[open[i]] = known == null ? answers.size() - 1 : known;
        }
    }

    private Standing of(int standing) {
        if (standing == unreadable()) {
            return new Standing.Unreadable(NOBODY);
        }
        if (standing == unregistered()) {
            return new Standing.Unregistered();
        }
        var profile = population.profile(standing);
        return profile == null ? new Standing.Unreadable(NOBODY) : new Standing.Registered(NOBODY, 0, profile);
    }

    /** The index of the answer for those who stand so; it must be decided. */
    int answerOf(int standing) {
        return answerOf[standing];
    }

    CohortAnswer answer(int index) {
        return answers.get(index);
    }

    /** How many different answers there are. */
    int size() {
        return answers.size();
    }

    /** The revisions on which all rest; null while nothing is decided. */
    CohortDecisions.@Nullable Rules rules() {
        return rules;
    }

    /** Until when what is permitted may be relied on; null if nothing is. */
    @Nullable
    Instant permitsUntil() {
        return answers.stream()
                .filter(CohortAnswer::decision)
                .map(CohortAnswer::validUntil)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
