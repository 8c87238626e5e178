package uk.concord.audit.review.page;

import java.util.List;

/**
 * The queue of reviews.
 *
 * @param heading which of them are shown
 * @param newest the address of the first page; empty on it
 * @param next the address of the next page; empty on the last
 */
public record QueuePage(String heading, List<Tab> tabs, List<Line> lines, String newest, String next) {

    /** One choice of what is shown, with how many there are; without a number where they aren't counted. */
    public record Tab(String label, String number, String href, boolean shown) {}

    /**
     * One review.
     *
     * @param due the last day on which it isn't late
     * @param withheld until when the patient doesn't see it; empty if she does
     */
    public record Line(
            String href,
            String declared,
            boolean overdue,
            String due,
            String who,
            String organisation,
            String reason,
            String state,
            String tag,
            String withheld) {}
}
