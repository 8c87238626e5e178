package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The signed-in patient's answers on one journey. */
@ApplicationScoped
class JourneyDraft {

    private final Visits visits;
    private final Drafts drafts;

    JourneyDraft(Visits visits, Drafts drafts) {
        this.visits = visits;
        this.drafts = drafts;
    }

    /** The answers that she is giving. */
    record Open(Visit visit, Journey journey, long basedOn, Answers answers) {

        /** The page to go on with. */
        String next() {
            return journey.next(answers, visit.today());
        }
    }

    /** The journey of this name. */
    static Journey journey(String name) {
        return switch (name) {
            case "care" -> Journey.CARE;
            case "research" -> Journey.RESEARCH;
            default -> throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this address.");
        };
    }

    /** Her draft; if there is none, the answers that come to what she says now. */
    Open begin(Journey journey) {
        Visit visit = visits.changing();
        return draft(visit, journey)
                .orElseGet(() -> new Open(
                        visit,
                        journey,
                        visit.patient().revision(),
                        Translation.answers(visit.preference(journey), visit.now())));
    }

    /** Her draft, if there is one. */
    Optional<Open> open(Journey journey) {
        return draft(visits.changing(), journey);
    }

    /** Keeps the answers and goes on to what isn't answered yet. */
    Response save(Open open, Answers answers) {
        keep(open, answers);
        return Pages.seeOther(open.journey().next(answers, open.visit().today()));
    }

    void keep(Open open, Answers answers) {
        drafts.save(
                open.visit().patient().id(), open.visit().scheme(open.journey()).id(), open.basedOn(), answers);
    }

    private Optional<Open> draft(Visit visit, Journey journey) {
        return drafts.find(visit.patient().id(), visit.scheme(journey).id())
                .map(draft -> new Open(visit, journey, draft.basedOn(), draft.answers()));
    }
}
