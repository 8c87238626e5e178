package uk.concord.audit.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import uk.concord.audit.ledger.AlteredRecord;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.merkle.Hash;
import uk.concord.kernel.problem.ProblemException;

/**
 * A record as the database holds it. Whoever may switch off triggers can alter it there, so what it says is told only where it is what
 * its leaf commits to.
 *
 * @param entry what the ledger holds of it
 * @param body the bytes as they are now
 */
public record StoredRecord(long leafIndex, Instant recordedAt, LedgerEntry entry, byte[] salt, byte[] body) {

    private static final Logger LOG = Logger.getLogger(StoredRecord.class);

    /**
     * Reads the columns {@code leaf_index}, {@code recorded_at}, {@code event_id}, {@code commitment}, {@code salt}, {@code body}. A record
     * that was altered is an alarm each time that it is read.
     */
    public static StoredRecord of(ResultSet row) throws SQLException {
        StoredRecord record = new StoredRecord(
                row.getLong("leaf_index"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                new LedgerEntry(row.getObject("event_id", UUID.class), Hash.of(row.getBytes("commitment"))),
                row.getBytes("salt"),
                row.getBytes("body"));
        if (!record.isIntact()) {
            LOG.errorf(
                    "ALARM a record isn't what was recorded leaf=%d record=%s",
                    record.leafIndex(), record.entry().eventId());
        }
        return record;
    }

    private boolean isIntact() {
        return entry.commitsTo(salt, body);
    }

    /** What it says; nothing if that isn't what was recorded. */
    public Optional<RecordContent> content() {
        if (!isIntact()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordReader.read(body));
        } catch (UnreadableRecordException e) {
            // It could be read when it was recorded: so its commitment was altered, too.
            LOG.errorf(
                    "ALARM a record can't be read: %s leaf=%d record=%s", e.getMessage(), leafIndex, entry.eventId());
            return Optional.empty();
        }
    }

    /**
     * What it says, for those who can do nothing without it.
     *
     * @throws ProblemException 500 if that isn't what was recorded
     */
    public RecordContent trusted() {
        return content().orElseThrow(this::altered);
    }

    /** The answer where something can't be done because it isn't what was recorded. */
    public ProblemException altered() {
        return AlteredRecord.at(leafIndex);
    }
}
