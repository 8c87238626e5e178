package uk.concord.audit.review.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import uk.concord.audit.review.ReviewCounts;
import uk.concord.audit.review.Reviews;
import uk.concord.audit.trail.page.Attention;
import uk.concord.audit.trail.page.OverviewPage;

/** The reviews on the overview. */
@ApplicationScoped
class ReviewAttention implements Attention {

    private final Reviews reviews;

    ReviewAttention(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public List<OverviewPage.Count> counts() {
        ReviewCounts counted = reviews.counted();
        return List.of(
                new OverviewPage.Count(
                        "Overdue reviews of emergencies",
                        String.valueOf(counted.overdue()),
                        Shown.OVERDUE.href(),
                        counted.overdue() == 0
                                ? "Nothing to do."
                                : "Review them now: the patient waits for an answer."),
                new OverviewPage.Count(
                        "Open reviews of emergencies",
                        String.valueOf(counted.open()),
                        Shown.OPEN.href(),
                        "Take one, and write down what you find."),
                new OverviewPage.Count(
                        "Emergencies withheld from the patient",
                        String.valueOf(counted.withheld()),
                        Shown.WITHHELD.href(),
                        "Decide again before its date: after it the patient sees them."));
    }
}
