package uk.concord.policy.register.page;

import java.util.List;

/** The dated directions, and the bases of overriding public interest. */
public record GroundsPage(List<DirectionLine> directions, List<BasisLine> bases) {

    /**
     * A direction.
     *
     * @param purposes those for which it holds; empty: all that the scheme governs
     */
    public record DirectionLine(
            String id,
            String title,
            String status,
            String tag,
            String reference,
            String scheme,
            String effect,
            List<String> purposes,
            String period) {}

    /**
     * A public-interest basis.
     *
     * @param reviewOverdue whether somebody should have looked at it again by now
     */
    public record BasisLine(
            String id,
            String title,
            String status,
            String tag,
            String author,
            String justification,
            String proportionality,
            String caldicott,
            String review,
            boolean reviewOverdue,
            List<String> custodians,
            List<String> requesters,
            List<String> purposes,
            List<String> categories,
            String period) {}
}
