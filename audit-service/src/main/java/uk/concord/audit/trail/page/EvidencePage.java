package uk.concord.audit.trail.page;

import java.util.List;

/**
 * The page on which an evidence pack is made.
 *
 * @param lines the chosen records, oldest first
 * @param reference of the case, as it was typed
 * @param reason as it was typed
 */
public record EvidencePage(Choice choice, List<ResultLine> lines, String reference, String reason, List<Fault> faults) {

    /** What is wrong with a field; empty if nothing is. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::message)
                .findFirst()
                .orElse("");
    }
}
