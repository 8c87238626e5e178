package uk.concord.policy.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.bundle.AlikeOrganisations;
import uk.concord.policy.bundle.AlikeOrganisations.Alike;

/**
 * Facts in which the requester and the custodian are replaced by what they are to the rules, where others are like them: facts
 * that differ only in who of those it was have the same key. OPA is never asked about a key.
 *
 * @param key under which the answer is remembered
 * @param names what was replaced, and so stands in the answer; none: the key is the facts
 */
record Likened(Facts key, List<Name> names) {

    // Codes consist of letters and digits, so none is one of these.
    private static final String MARK = "~";
    // Of Unicode's private use area: no text means anything by them.
    private static final char FIRST_PLACE = '\uE0C0';
    private static final char LAST_PLACE = '\uE0C3';

    /**
     * A word of an organisation's in an answer.
     *
     * @param place what stands for it in a remembered answer
     */
    record Name(String word, String place) {}

    static Likened of(Facts facts, AlikeOrganisations alike) {
        Facts.Asked asked = facts.question();
        String requester = asked.requester();
        String custodian = asked.custodian();
        if (requester == null || custodian == null || facts.members() != null) {
            return new Likened(facts, List.of());
        }
        Optional<Alike> first = replaceable(requester, facts, alike);
        boolean same = requester.equals(custodian);
        Optional<Alike> second = same ? first : replaceable(custodian, facts, alike);
        if (first.isEmpty() && second.isEmpty()) {
            return new Likened(facts, List.of());
        }
        List<Name> names = new ArrayList<>(4);
        String requesterMark = requester;
        if (first.isPresent()) {
            requesterMark = MARK + first.get().group();
            name(requester, first.get(), FIRST_PLACE, names);
        }
        String custodianMark = same ? requesterMark : custodian;
        if (!same && second.isPresent()) {
            // Two of one group aren't one organisation.
            custodianMark = MARK + second.get().group() + MARK;
            name(custodian, second.get(), (char) (FIRST_PLACE + 2), names);
        }
        return new Likened(with(facts, requesterMark, custodianMark), List.copyOf(names));
    }

    private static void name(String code, Alike alike, char place, List<Name> names) {
        names.add(new Name(code, String.valueOf(place)));
        names.add(new Name(alike.name(), String.valueOf((char) (place + 1))));
    }

    // What the patient says about it, or anything else that holds its code or name, sets it apart in this question.
    private static Optional<Alike> replaceable(String code, Facts facts, AlikeOrganisations alike) {
        return alike.find(code).filter(found -> !stands(code, facts) && !stands(found.name(), facts));
    }

    private static boolean stands(String word, Facts facts) {
        Facts.Asked asked = facts.question();
        Facts.Patient patient = facts.patient();
        return stands(word, asked.resourceType())
                || stands(word, asked.action())
                || stands(word, asked.purpose())
                || stands(word, asked.role())
                || stands(word, asked.basis())
                || stands(word, asked.categories())
                || stands(word, asked.labels())
                || stands(word, asked.supportedObligations())
                || (facts.grant() != null && stands(word, facts.grant().reason()))
                || (patient != null
                        && patient.preferences().stream()
                                .anyMatch(
                                        said -> stands(word, said.scheme()) || standsInRules(word, said.exceptions())));
    }

    private static boolean standsInRules(String word, List<Facts.Rule> rules) {
        for (Facts.Rule rule : rules) {
            if (stands(word, rule.organisations())
                    || stands(word, rule.organisationTypes())
                    || stands(word, rule.categories())
                    || stands(word, rule.purposes())
                    || stands(word, rule.labels())
                    || standsInRules(word, rule.exceptions())) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(String word, List<String> texts) {
        for (String text : texts) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(String word, @Nullable String text) {
        return text != null && text.contains(word);
    }

    private static Facts with(Facts facts, String requester, String custodian) {
        Facts.Asked asked = facts.question();
        return new Facts(
                new Facts.Asked(
                        asked.resourceType(),
                        asked.action(),
                        requester,
                        custodian,
                        asked.purpose(),
                        asked.role(),
                        asked.categories(),
                        asked.labels(),
                        asked.supportedObligations(),
                        asked.basis()),
                facts.patient(),
                facts.grant(),
                null);
    }

    boolean isReplaced() {
        return !names.isEmpty();
    }

    /** The answer to these facts as it is remembered: with a place where it names who was replaced. */
    PolicyAnswer toRemember(PolicyAnswer answer) {
        return isReplaced() ? AnswerTexts.replace(answer, this::toPlaces) : answer;
    }

    /** What is remembered as the answer to these facts: with their own names in its places. */
    PolicyAnswer toTell(PolicyAnswer remembered) {
        return isReplaced() ? AnswerTexts.replace(remembered, this::toNames) : remembered;
    }

    private String toPlaces(String text) {
        String replaced = text;
        for (Name name : names) {
            if (replaced.contains(name.word())) {
                replaced = replaced.replace(name.word(), name.place());
            }
        }
        return replaced;
    }

    private String toNames(String text) {
        if (!hasPlace(text)) {
            return text;
        }
        String replaced = text;
        for (Name name : names) {
            replaced = replaced.replace(name.place(), name.word());
        }
        return replaced;
    }

    private static boolean hasPlace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one >= FIRST_PLACE && one <= LAST_PLACE) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text of this answer has what stands for a name in it already, so that it can't be remembered under a key. */
    static boolean isOdd(PolicyAnswer answer) {
        boolean[] odd = {false};
        AnswerTexts.replace(answer, text -> {
            odd[0] |= hasPlace(text);
            return text;
        });
        return odd[0];
    }
}
