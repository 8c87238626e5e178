package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import uk.concord.consent.preference.OwnPreferences;

/** Makes a draft the patient's choice. */
@ApplicationScoped
class Confirmation {

    private final Drafts drafts;
    private final OwnPreferences preferences;

    Confirmation(Drafts drafts, OwnPreferences preferences) {
        this.drafts = drafts;
        this.preferences = preferences;
    }

    /** What came of it. */
    enum Outcome {
        RECORDED,
        /** The same button was pressed before. */
        RECORDED_BEFORE,
        /** There is no draft: it was cancelled, or a day old. */
        NO_DRAFT,
        /** The draft isn't the one that the page showed, or isn't complete. */
        OTHER_DRAFT
    }

    /**
     * Records the draft and deletes it, both or neither. Of two at once the second waits and finds none.
     *
     * @param tag of the draft that she has seen
     * @param seen the revision that she has seen
     * @throws uk.concord.kernel.problem.ProblemException 412 if that is stale
     */
    @Transactional
    Outcome confirm(Visit visit, Journey journey, String tag, long seen) {
        String scheme = visit.scheme(journey).id();
        Optional<Draft> draft = drafts.lock(visit.patient().id(), scheme);
        if (draft.isEmpty()) {
            return recorded(visit, journey, seen) ? Outcome.RECORDED_BEFORE : Outcome.NO_DRAFT;
        }
        Answers answers = draft.get().answers();
        if (!draft.get().tag().toString().equals(tag)
                || !journey.next(answers, visit.today()).equals(journey.checkPath())) {
            return Outcome.OTHER_DRAFT;
        }
        preferences.change(visit.patient(), seen, List.of(Translation.choice(scheme, answers)), journey.wording());
        drafts.delete(visit.patient().id(), scheme);
        return Outcome.RECORDED;
    }

    private boolean recorded(Visit visit, Journey journey, long seen) {
        return preferences.history(visit.patient()).stream()
                .anyMatch(version -> version.revision() == seen + 1
                        && version.scheme().equals(visit.scheme(journey).id())
                        && version.wording().equals(journey.wording()));
    }
}
