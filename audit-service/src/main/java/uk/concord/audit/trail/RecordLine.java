package uk.concord.audit.trail;

import java.time.Instant;
import java.util.UUID;

/** One line of a list of records: what the record says, or that it was altered. */
public sealed interface RecordLine permits RecordView, AlteredLine {

    UUID id();

    /** Its place in the ledger, from 0. */
    long leafIndex();

    /** When the ledger took it, by its own clock. */
    Instant recordedAt();

    /** The record as a line. */
    static RecordLine of(StoredRecord record) {
        return record.content()
                .<RecordLine>map(content -> RecordView.of(record, content))
                .orElseGet(() -> AlteredLine.of(record));
    }
}
