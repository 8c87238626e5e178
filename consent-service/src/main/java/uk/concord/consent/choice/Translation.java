package uk.concord.consent.choice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.Limit.What;
import uk.concord.consent.preference.Choice;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/** Between the answers on the pages and what is recorded. */
final class Translation {

    private Translation() {}

    /** The answers that come to this preference, as far as the questions can ask for it. */
    static Answers answers(@Nullable SchemePreference said, Instant now) {
        if (said == null) {
            return Answers.NONE;
        }
        List<PreferenceRule> rules = said.exceptions().stream()
                .filter(rule -> rule.until() == null || rule.until().isAfter(now))
                .toList();
        List<PreferenceRule> kept =
                rules.stream().filter(rule -> !asked(said.effect(), rule)).toList();
        List<PreferenceRule> asked =
                rules.stream().filter(rule -> asked(said.effect(), rule)).toList();
        if (said.effect() == Effect.DENY) {
            return new Answers(kept.isEmpty() ? Sharing.NO : null, List.of(), Ending.NEVER, kept);
        }
        Ending no = asked.stream()
                .filter(Translation::everything)
                .map(rule -> Ending.before(rule.until()))
                .findFirst()
                .orElse(null);
        List<Limit> limits = asked.stream()
                .filter(rule -> !everything(rule))
                .map(Translation::limit)
                .toList();
        boolean limited = !limits.isEmpty() || kept.stream().anyMatch(rule -> rule.effect() == Effect.DENY);
        Sharing sharing = no != null ? Sharing.NO : limited ? Sharing.BUT : Sharing.YES;
        return new Answers(sharing, limits, no, kept);
    }

    /** What is recorded of finished answers. */
    static Choice.Say choice(String scheme, Answers answers) {
        Sharing sharing = answers.sharing();
        if (sharing == null) {
            throw new IllegalArgumentException("the first question isn't answered");
        }
        return switch (sharing) {
            case YES -> new Choice.Say(scheme, Effect.PERMIT, kept(answers, Effect.PERMIT));
            case BUT ->
                new Choice.Say(
                        scheme,
                        Effect.PERMIT,
                        Stream.concat(answers.limits().stream().map(Translation::rule), answers.kept().stream())
                                .toList());
            case NO -> no(scheme, answers);
        };
    }

    // A no that ends is a yes with an exception for everything until then.
    private static Choice.Say no(String scheme, Answers answers) {
        Instant until = answers.ending() == null ? null : answers.ending().until();
        if (until == null) {
            return new Choice.Say(scheme, Effect.DENY, List.of());
        }
        List<PreferenceRule> rules = new ArrayList<>();
        rules.add(new PreferenceRule(Effect.DENY, List.of(), List.of(), List.of(), List.of(), null, until));
        rules.addAll(kept(answers, Effect.PERMIT));
        return new Choice.Say(scheme, Effect.PERMIT, rules);
    }

    private static List<PreferenceRule> kept(Answers answers, Effect effect) {
        return answers.kept().stream().filter(rule -> rule.effect() == effect).toList();
    }

    private static PreferenceRule rule(Limit limit) {
        What what = limit.what();
        Ending ending = limit.ending();
        if (what == null || ending == null) {
            throw new IllegalArgumentException("a limit isn't finished");
        }
        return new PreferenceRule(
                Effect.DENY,
                what.asksOrganisations() ? limit.organisations() : List.of(),
                List.of(),
                what.asksKinds() ? limit.kinds() : List.of(),
                List.of(),
                null,
                ending.until());
    }

    private static Limit limit(PreferenceRule rule) {
        What what = rule.categories().isEmpty()
                ? What.ORGANISATIONS
                : rule.organisations().isEmpty() ? What.KINDS : What.BOTH;
        return new Limit(what, rule.organisations(), rule.categories(), Ending.before(rule.until()));
    }

    private static boolean asked(Effect base, PreferenceRule rule) {
        return base == Effect.PERMIT
                && rule.effect() == Effect.DENY
                && rule.organisationTypes().isEmpty()
                && rule.purposes().isEmpty()
                && rule.labels().isEmpty()
                && rule.exceptions().isEmpty()
                && rule.from() == null
                && endsWithADay(rule.until());
    }

    private static boolean endsWithADay(@Nullable Instant until) {
        return until == null || until.equals(Ending.before(until).until());
    }

    static boolean everything(PreferenceRule rule) {
        return rule.organisations().isEmpty()
                && rule.organisationTypes().isEmpty()
                && rule.categories().isEmpty()
                && rule.purposes().isEmpty()
                && rule.labels().isEmpty()
                && rule.exceptions().isEmpty();
    }
}
