package uk.concord.audit.review.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.review.Move;
import uk.concord.audit.trail.page.Fault;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The forms of a review's page as somebody filled one in. Public for the templates' engine. */
public final class ReviewForm {

    /** The review's revision that the page showed. */
    @RestForm
    public @Nullable String revision;

    /** What was found: the text of the move. */
    @RestForm
    public @Nullable String judgement;

    @RestForm
    public @Nullable String finding;

    /** Why the records are withheld. */
    @RestForm
    public @Nullable String reason;

    @RestForm
    public @Nullable String day;

    @RestForm
    public @Nullable String month;

    @RestForm
    public @Nullable String year;

    /** Why the records are shown again. */
    @RestForm
    public @Nullable String showing;

    /** @throws ProblemException 400 if it isn't what a page of ours sends */
    long seen() {
        try {
            return Long.parseLong(typed(revision));
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Open the review again, and send the form that is on its page.");
        }
    }

    /** Whether the emergency was found justified; adds a fault if neither was chosen. */
    Optional<Move> judged(List<Fault> faults) {
        Optional<Move> judged = Move.of(typed(judgement)).filter(move -> move == Move.JUSTIFY || move == Move.REJECT);
        if (judged.isEmpty()) {
            faults.add(new Fault("judgement-justify", "Say whether the reason was good enough."));
        }
        return judged;
    }

    /** The date that was typed; null if none was, or with a fault if it isn't one. */
    @Nullable
    LocalDate date(List<Fault> faults) {
        if (typed(day).isEmpty() && typed(month).isEmpty() && typed(year).isEmpty()) {
            return null;
        }
        try {
            return LocalDate.of(number(year), number(month), number(day));
        } catch (DateTimeException | NumberFormatException e) {
            faults.add(new Fault("day", "The date must be a real date, such as 27 3 2027."));
            return null;
        }
    }

    private static int number(@Nullable String text) {
        return Integer.parseInt(typed(text));
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
