package uk.concord.audit.trail.page;

import java.time.Instant;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.RecordLine;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;

/**
 * One record in a list.
 *
 * @param place in the ledger, from 0
 */
public record ResultLine(
        long place,
        String href,
        Instant at,
        String type,
        String what,
        String who,
        String purpose,
        String outcome,
        String tag) {

    /** The record as a line. */
    public static ResultLine of(StoredRecord record, RegisterNames names) {
        return switch (RecordLine.of(record)) {
            case RecordView view -> of(view, names);
            case AlteredLine altered ->
                new ResultLine(
                        altered.leafIndex(),
                        SearchAddress.PATH + "/" + altered.id(),
                        altered.recordedAt(),
                        Words.ALTERED_RECORD,
                        altered.summary(),
                        "Not known",
                        "Not known",
                        Words.ALTERED,
                        Words.ALTERED_TAG);
        };
    }

    private static ResultLine of(RecordView view, RegisterNames names) {
        String organisation = view.actor().organisation();
        return new ResultLine(
                view.leafIndex(),
                SearchAddress.PATH + "/" + view.id(),
                view.occurredAt(),
                Words.type(view.type()),
                names.spoken(view.summary()),
                organisation == null ? Words.capacity(view.actor().capacity()) : names.organisation(organisation),
                view.purpose() == null ? "No purpose" : names.purpose(view.purpose()),
                Words.outcome(view.outcome()),
                Words.tag(view.outcome()));
    }
}
