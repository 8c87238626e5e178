package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.preference.Choice;
import uk.concord.consent.preference.OwnPreferences;
import uk.concord.consent.preference.PreferenceVersion;
import uk.concord.kernel.preference.SchemePreference;

/** Finds out what undoes a patient's last change. */
@ApplicationScoped
class Reversal {

    private final OwnPreferences preferences;

    Reversal(OwnPreferences preferences) {
        this.preferences = preferences;
    }

    /**
     * What a scheme goes back to.
     *
     * @param now the version that is undone
     * @param before what was said before it; null if nothing
     */
    record Step(PreferenceVersion now, @Nullable SchemePreference before) {

        Choice choice() {
            return before == null
                    ? new Choice.Withdraw(now.scheme())
                    : new Choice.Say(now.scheme(), before.effect(), before.exceptions());
        }
    }

    /** One step for each scheme that the last change touched; none if there is nothing to undo. */
    List<Step> of(Visit visit) {
        List<PreferenceVersion> history = preferences.history(visit.patient());
        List<Step> steps = new ArrayList<>();
        for (PreferenceVersion version : history) {
            if (version.revision() == visit.patient().revision()) {
                SchemePreference before = history.stream()
                        .filter(older -> older.scheme().equals(version.scheme()))
                        .filter(older -> older.version() == version.version() - 1)
                        .findFirst()
                        .map(PreferenceVersion::inUse)
                        .orElse(null);
                if (before != null || version.inUse() != null) {
                    steps.add(new Step(version, before));
                }
            }
        }
        return steps;
    }

    /** Whether the change that made this revision was itself an undoing, so that the same button was pressed twice. */
    boolean undid(Visit visit, long revision) {
        return visit.patient().revision() == revision + 1
                && preferences.history(visit.patient()).stream()
                        .filter(version -> version.revision() == revision + 1)
                        .allMatch(version -> version.wording().equals(Journey.UNDO_WORDING));
    }
}
