package uk.concord.audit.review;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.RecordLine;
import uk.concord.audit.trail.StoredRecord;

/**
 * A review with its story.
 *
 * @param uses what was done under the grant, newest first
 * @param moves what was done in the review, oldest first
 * @param reminders the days on which officers were reminded, oldest first
 */
public record OpenedReview(Review review, List<StoredRecord> uses, List<PastMove> moves, List<LocalDate> reminders) {

    /**
     * A move that was made.
     *
     * @param record its audit record; null while it isn't in the ledger yet, and once it was erased
     * @param words the finding or the reason, as far as its record is there
     */
    public record PastMove(MoveMade made, @Nullable RecordLine record, String words) {}
}
