package uk.concord.consent.choice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.PreferenceRule;

/**
 * What a patient has answered so far.
 *
 * @param sharing the first question; null: not answered
 * @param limits what she holds back, if she said "yes, but"
 * @param ending how long a no holds; null: not answered
 * @param kept exceptions that she made elsewhere and that these questions don't ask about
 */
record Answers(
        @Nullable Sharing sharing,
        List<Limit> limits,
        @Nullable Ending ending,
        List<PreferenceRule> kept) {

    static final Answers NONE = new Answers(null, List.of(), null, List.of());

    Answers {
        limits = List.copyOf(limits);
        kept = List.copyOf(kept);
    }

    Answers sharing(Sharing answer) {
        return new Answers(answer, limits, ending, kept);
    }

    Answers ending(Ending answer) {
        return new Answers(sharing, limits, answer, kept);
    }

    /** The limit with this number, counted from 1: one that is there, or an empty one. */
    Limit limit(int number) {
        return number <= limits.size() ? limits.get(number - 1) : Limit.EMPTY;
    }

    Answers limit(int number, Limit limit) {
        List<Limit> changed = new ArrayList<>(limits);
        if (number <= limits.size()) {
            changed.set(number - 1, limit);
        } else {
            changed.add(limit);
        }
        return new Answers(sharing, changed, ending, kept);
    }

    Answers withoutLimit(int number) {
        List<Limit> changed = new ArrayList<>(limits);
        changed.remove(number - 1);
        return new Answers(sharing, changed, ending, kept);
    }
}
