package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.Check.Changed;
import uk.concord.consent.choice.Limit.What;
import uk.concord.consent.choice.Said.SaidLimit;
import uk.concord.consent.preference.Choice;
import uk.concord.consent.preference.OwnPreferences;
import uk.concord.consent.preference.PreferenceVersion;
import uk.concord.consent.register.Category;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/** Works out what answers come to, and what has happened since they were begun. */
@ApplicationScoped
class Consequences {

    private final OwnPreferences preferences;

    Consequences(OwnPreferences preferences) {
        this.preferences = preferences;
    }

    Check of(Visit visit, Journey journey, Draft draft, boolean refused) {
        Answers answers = draft.answers();
        Choice.Say choice = Translation.choice(visit.scheme(journey).id(), answers);
        boolean limited = answers.sharing() == Sharing.BUT;
        List<SaidLimit> limits = new ArrayList<>();
        List<SaidLimit> kept = new ArrayList<>();
        for (PreferenceRule rule : choice.exceptions()) {
            if (limited && limits.size() < answers.limits().size()) {
                limits.add(visit.words().limit(rule, limits.size() + 1));
            } else if (!Translation.everything(rule) || rule.effect() == Effect.PERMIT) {
                kept.add(visit.words().limit(rule, 0));
            }
        }
        return new Check(
                visit.scheme(journey).title(),
                visit.words()
                        .said(journey, choice.effect(), choice.exceptions())
                        .headline(),
                journey == Journey.RESEARCH,
                answers.sharing() == Sharing.YES,
                limited,
                limits,
                kept,
                journey.path(),
                back(journey, answers),
                titles(visit, category -> category.sensitive() && !asked(choice, category.id())),
                titles(visit, Category::restricted),
                overridable(visit, answers),
                draft.tag(),
                visit.patient().revision(),
                refused,
                changes(visit, draft.basedOn()));
    }

    private static String back(Journey journey, Answers answers) {
        if (answers.sharing() == Sharing.BUT && !answers.limits().isEmpty()) {
            return Journey.limitPath(answers.limits().size(), "until");
        }
        return answers.sharing() == Sharing.NO && journey == Journey.CARE ? journey.path() + "/until" : journey.path();
    }

    private static List<String> titles(Visit visit, Predicate<Category> which) {
        return visit.codes().categories().stream()
                .filter(which)
                .map(Category::title)
                .toList();
    }

    private static boolean asked(Choice.Say choice, String category) {
        return choice.exceptions().stream()
                .anyMatch(rule ->
                        rule.effect() == Effect.PERMIT && rule.categories().contains(category));
    }

    // Only if everything that she names is restricted by law there is nothing that an emergency could open.
    private static boolean overridable(Visit visit, Answers answers) {
        return answers.sharing() != Sharing.BUT
                || answers.limits().isEmpty()
                || answers.limits().stream()
                        .anyMatch(limit -> limit.what() == What.ORGANISATIONS
                                || limit.kinds().stream().anyMatch(id -> !restricted(visit, id)));
    }

    private static boolean restricted(Visit visit, String id) {
        return visit.codes().category(id).filter(Category::restricted).isPresent();
    }

    private List<Changed> changes(Visit visit, long basedOn) {
        if (basedOn == visit.patient().revision()) {
            return List.of();
        }
        List<PreferenceVersion> history = preferences.history(visit.patient());
        List<Changed> changes = new ArrayList<>();
        for (Journey journey : Journey.values()) {
            Optional<PreferenceVersion> now = latest(visit, history, journey, Long.MAX_VALUE);
            Optional<PreferenceVersion> before = latest(visit, history, journey, basedOn);
            if (now.isPresent() && now.get().revision() > basedOn) {
                Instant at = now.get().recordedAt();
                changes.add(new Changed(
                        visit.scheme(journey).title(),
                        visit.said(journey, said(before)),
                        visit.said(journey, said(now)),
                        at));
            }
        }
        return changes;
    }

    private static Optional<PreferenceVersion> latest(
            Visit visit, List<PreferenceVersion> history, Journey journey, long revision) {
        return history.stream()
                .filter(version -> version.scheme().equals(visit.scheme(journey).id()))
                .filter(version -> version.revision() <= revision)
                .findFirst();
    }

    private static @Nullable SchemePreference said(Optional<PreferenceVersion> version) {
        return version.map(PreferenceVersion::inUse).orElse(null);
    }
}
