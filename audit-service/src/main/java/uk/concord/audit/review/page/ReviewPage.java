package uk.concord.audit.review.page;

import java.util.List;
import uk.concord.audit.review.Move;
import uk.concord.audit.trail.page.Choice;
import uk.concord.audit.trail.page.Fault;
import uk.concord.audit.trail.page.ResultLine;
import uk.concord.audit.trail.page.Row;

/**
 * One review.
 *
 * @param due the last day on which it isn't late
 * @param sees what the patient sees of it
 * @param reminders when officers were reminded; empty if they weren't
 * @param altered whether the declaration's record was altered: then nobody can review it
 * @param own whether the officer declared the emergency, and so can't review it
 * @param possible what can be done now
 * @param latest the last day until which it may be withheld
 */
public record ReviewPage(
        String id,
        long revision,
        String state,
        String tag,
        boolean overdue,
        String due,
        List<Row.Section> sections,
        List<ResultLine> uses,
        boolean moreUses,
        List<MoveLine> moves,
        String reminders,
        String sees,
        boolean withheld,
        boolean altered,
        boolean own,
        List<Move> possible,
        String latest,
        ReviewForm form,
        List<Fault> faults) {

    /**
     * A move that was made.
     *
     * @param words the finding or the reason; empty if nothing was to be said
     * @param href its record; empty while it isn't in the ledger yet
     */
    public record MoveLine(String at, String what, String who, String words, String href) {}

    /** What is wrong with a field; empty if nothing is. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::message)
                .findFirst()
                .orElse("");
    }

    /** Nothing is chosen for an evidence pack on this page. */
    public Choice choice() {
        return Choice.NOTHING;
    }

    public boolean canTake() {
        return possible.contains(Move.TAKE);
    }

    public boolean canFind() {
        return possible.contains(Move.JUSTIFY);
    }

    public boolean canClose() {
        return possible.contains(Move.CLOSE);
    }

    public boolean canShow() {
        return possible.contains(Move.SHOW);
    }
}
