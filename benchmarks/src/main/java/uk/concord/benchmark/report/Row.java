package uk.concord.benchmark.report;

import java.util.List;

/**
 * One row of the table.
 *
 * @param ours what Concord did, with its unit
 * @param peer what the peer did, with its unit; a dash if there is none
 * @param ratio of the two, medians of the pairs of rounds; a dash if there is none
 * @param met "yes", "no", "stated" where the goal is only to state it, or "failed" if it could not be measured
 * @param notes lines below the table: what was measured how, CPU, spread of the rounds
 */
public record Row(
        String scenario, String ours, String peer, String ratio, String goal, String met, List<String> notes) {

    public Row {
        notes = List.copyOf(notes);
    }

    /** A row that could not be measured. */
    public static Row failed(String scenario, String goal, String why) {
        return new Row(scenario, "-", "-", "-", goal, "failed", List.of(why));
    }

    /** How a goal was met. */
    public static String met(boolean met) {
        return met ? "yes" : "**no**";
    }
}
