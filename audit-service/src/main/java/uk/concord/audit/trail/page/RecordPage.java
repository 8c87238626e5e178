package uk.concord.audit.trail.page;

import java.time.Instant;
import java.util.List;

/**
 * One record's page.
 *
 * @param what happened, in a sentence
 * @param related other records of the same decision
 * @param json the exact text that the ledger holds; empty where it names many people, of whom a page shows nobody, and where it was
 *     altered
 * @param place its number in the ledger, from 1
 * @param altered whether it isn't what was recorded: then nothing is told of it
 * @param checked what a check has found; nothing was checked if it has no heading
 * @param choice what is chosen for an evidence pack
 */
public record RecordPage(
        String id,
        String type,
        String what,
        String outcome,
        String tag,
        List<Row.Section> sections,
        List<RecordStory.Reason> reasons,
        List<ResultLine> related,
        String json,
        long place,
        Instant recordedAt,
        boolean altered,
        Signature signature,
        Checked checked,
        Choice choice) {

    /** Its place in the ledger, from 0. */
    public long leafIndex() {
        return place - 1;
    }

    /**
     * The newest signed checkpoint.
     *
     * @param covers whether it is over this record
     */
    public record Signature(boolean covers, long size, String at) {}

    /** What a check has found, for somebody who is no engineer. */
    public record Checked(boolean good, String heading, List<String> lines) {

        static final Checked NOT = new Checked(false, "", List.of());
    }
}
