package uk.concord.audit.trail.page;

import java.util.List;

/**
 * One line of a summary: what it is, and what it says.
 *
 * @param href where more of it is; empty if nowhere
 */
public record Row(String label, List<String> values, String href) {

    static Row of(String label, String value) {
        return new Row(label, List.of(value), "");
    }

    /** Some rows under a heading. */
    public record Section(String heading, List<Row> rows) {}
}
