package uk.concord.audit.review.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.review.MoveMade;
import uk.concord.audit.review.Review;
import uk.concord.audit.review.ReviewState;
import uk.concord.audit.review.Standing;
import uk.concord.audit.trail.RecordView;
import uk.concord.kernel.page.PageTimes;

/** How pages say where a review stands and what was done. */
final class ReviewWords {

    private ReviewWords() {}

    static String state(Standing standing) {
        Standing.Finding found = standing.found();
        return switch (standing.state()) {
            case DECLARED -> "Not taken yet";
            case UNDER_REVIEW -> "Under review";
            case JUSTIFIED -> "Justified";
            case NOT_JUSTIFIED -> "Not justified";
            case CLOSED ->
                found != null && found.judgement() == ReviewState.NOT_JUSTIFIED
                        ? "Closed: not justified"
                        : "Closed: justified";
        };
    }

    /** The class that colours a state's tag; the word alone says it, too. */
    static String tag(Standing standing) {
        return switch (standing.state()) {
            case DECLARED -> "nhsuk-tag--yellow";
            case UNDER_REVIEW -> "nhsuk-tag--blue";
            case JUSTIFIED -> "nhsuk-tag--green";
            case NOT_JUSTIFIED -> "nhsuk-tag--orange";
            case CLOSED -> "nhsuk-tag--grey";
        };
    }

    static String made(MoveMade made) {
        return switch (made.move()) {
            case TAKE -> "Taken";
            case JUSTIFY -> "Found justified";
            case REJECT -> "Found not justified";
            case CLOSE -> "Closed";
            case WITHHOLD -> {
                Instant until = made.after().withheldUntil();
                yield until == null
                        ? "Withheld from the patient"
                        : "Withheld from the patient until the end of " + lastDay(until);
            }
            case SHOW -> "Shown to the patient again";
        };
    }

    static String who(RecordView.Actor actor, String organisation) {
        return actor.capacity().equals("system") ? "Concord itself" : organisation + ", account " + actor.subject();
    }

    /** Who declared the emergency. */
    static String declaredBy(Review review) {
        return review.declared()
                .map(declared -> declaredBy(declared.line().actor().user()))
                .orElse("Not known: the record of the declaration was altered");
    }

    private static String declaredBy(RecordView.@Nullable User user) {
        String id = user == null || user.id() == null ? "No name given" : user.id();
        return user == null || user.role() == null ? id : id + ", in the role " + user.role();
    }

    /** The day that ends at this instant. */
    static String lastDay(Instant end) {
        return PageTimes.day(end.minusMillis(1));
    }
}
