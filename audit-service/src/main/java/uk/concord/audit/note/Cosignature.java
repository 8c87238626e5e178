package uk.concord.audit.note;

import java.time.Instant;

/**
 * A witness's verified statement about a checkpoint: that at this time it was the largest tree of the log that the witness had
 * seen, and a continuation of those before (C2SP tlog-cosignature).
 *
 * @param line its line under the checkpoint, without the newline
 * @param at when the witness says that it signed, to the second
 */
public record Cosignature(String line, Instant at) {}
