package uk.concord.audit.trail.page;

import java.util.List;

/**
 * What needs attention.
 *
 * @param ledger how the ledger does, in a sentence
 */
public record OverviewPage(List<Count> counts, boolean ledgerGood, String ledger) {

    /**
     * How many of something.
     *
     * @param number as it is shown
     * @param href the records themselves; empty if they can't be read here
     * @param next what to do about them
     */
    public record Count(String what, String number, String href, String next) {}
}
