package uk.concord.audit.retention;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.kernel.page.PageTimes;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What is left of a record that was erased.
 *
 * @param leafIndex its place in the ledger
 * @param entry its entry there
 * @param erasure the id of the erasure record
 * @param erasedAt when it was erased
 */
public record ErasedRecord(long leafIndex, LedgerEntry entry, UUID erasure, Instant erasedAt) {

    /** A record was there and has been erased as the law demands. */
    public static final ProblemType ERASED = ProblemType.of("erased", "The record was erased", 410);

    /** Says so; what is left is in its members. */
    public ProblemException problem() {
        Map<String, Object> left = new LinkedHashMap<>();
        left.put("erased_at", erasedAt.toString());
        left.put("erasure", erasure.toString());
        left.put("leaf_index", leafIndex);
        left.put("commitment", entry.commitment().base64());
        left.put("leaf_hash", entry.leafHash().base64());
        return new ProblemException(
                ERASED,
                "This record was erased on " + PageTimes.said(erasedAt) + " under the erasure record " + erasure
                        + ", because it had been kept as long as is set. Its place in the ledger, and the proof of it, are still there.",
                left,
                null);
    }
}
