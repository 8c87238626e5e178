package uk.concord.audit.review.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import uk.concord.audit.review.ReviewCounts;
import uk.concord.audit.review.ReviewQuery;
import uk.concord.audit.review.ReviewState;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Which reviews the queue's page shows. */
enum Shown {
    OPEN("Open", new ReviewQuery(ReviewQuery.OPEN, null, null)),
    OVERDUE("Overdue", new ReviewQuery(null, true, null)),
    WITHHELD("Withheld from the patient", new ReviewQuery(null, null, true)),
    CLOSED("Closed", new ReviewQuery(ReviewState.CLOSED.text(), null, null));

    private final String label;
    private final ReviewQuery query;

    Shown(String label, ReviewQuery query) {
        this.label = label;
        this.query = query;
    }

    /** @throws ProblemException 400 if no page of ours leads there */
    static Shown of(String text) {
        return Arrays.stream(values())
                .filter(shown -> shown.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST, "Choose open, overdue, withheld or closed reviews."));
    }

    static List<QueuePage.Tab> tabs(Shown shown, ReviewCounts counted) {
        return Arrays.stream(values())
                .map(tab -> new QueuePage.Tab(tab.label, tab.number(counted), tab.href(), tab == shown))
                .toList();
    }

    private String number(ReviewCounts counted) {
        return switch (this) {
            case OPEN -> String.valueOf(counted.open());
            case OVERDUE -> String.valueOf(counted.overdue());
            case WITHHELD -> String.valueOf(counted.withheld());
            // What is done with need not be counted.
            case CLOSED -> "";
        };
    }

    ReviewQuery query() {
        return query;
    }

    String heading() {
        return label;
    }

    String href() {
        return this == OPEN ? ReviewPages.PATH : ReviewPages.PATH + "?show=" + text();
    }

    String href(String after) {
        return ReviewPages.PATH + "?show=" + text() + "&after=" + after;
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
