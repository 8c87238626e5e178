package uk.concord.audit.trail;

import java.time.Instant;
import uk.concord.audit.ledger.LedgerEntry;

/**
 * A record as the ledger holds it.
 *
 * @param body the exact bytes that its leaf commits to
 */
public record StoredRecord(long leafIndex, Instant recordedAt, LedgerEntry entry, byte[] salt, byte[] body) {}
