package uk.concord.consent.preference;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import uk.concord.consent.register.CodeLists;
import uk.concord.consent.register.Scheme;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Checks that a change names only what the register knows, and changes only what is ours to change. */
final class CodeCheck {

    private static final ProblemType OWNED_ELSEWHERE =
            ProblemType.of("scheme-owned-elsewhere", "This choice is kept by somebody else", 422);

    private final CodeLists known;
    private final ChangeErrors errors = new ChangeErrors();

    private CodeCheck(CodeLists known) {
        this.known = known;
    }

    /** @throws ProblemException 422, naming each member that is wrong or who keeps the scheme */
    static void check(Change change, CodeLists known) {
        CodeCheck check = new CodeCheck(known);
        List<Choice> choices = change.choices();
        for (int i = 0; i < choices.size(); i++) {
            check.choice("choices[" + i + "]", choices.get(i));
        }
        check.errors.throwIfAny(ProblemType.UNPROCESSABLE);
    }

    private void choice(String member, Choice choice) {
        Optional<Scheme> scheme = known.scheme(choice.scheme());
        if (scheme.isEmpty()) {
            errors.add(member + ".scheme", "isn't a scheme of this region");
            return;
        }
        if (!scheme.get().writable()) {
            throw new ProblemException(
                    OWNED_ELSEWHERE,
                    "The choice \"" + scheme.get().title() + "\" is kept by "
                            + scheme.get().owner() + ", not here. Change it there.");
        }
        switch (choice) {
            case Choice.Withdraw withdrawn -> {}
            case Choice.Say said -> exceptions(member, said.exceptions());
        }
    }

    private void exceptions(String member, List<PreferenceRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            PreferenceRule rule = rules.get(i);
            String place = member + ".exceptions[" + i + "]";
            codes(place + ".organisations", rule.organisations(), known::hasOrganisation, "organisation");
            codes(place + ".organisation_types", rule.organisationTypes(), known::hasOrganisationType, "type");
            codes(place + ".categories", rule.categories(), known::hasCategory, "category");
            codes(place + ".purposes", rule.purposes(), known::hasPurpose, "purpose");
            exceptions(place, rule.exceptions());
        }
    }

    private void codes(String member, List<String> codes, Predicate<String> isKnown, String what) {
        for (int i = 0; i < codes.size(); i++) {
            if (!isKnown.test(codes.get(i))) {
                errors.add(member + "[" + i + "]", "isn't a " + what + " on the register");
            }
        }
    }
}
