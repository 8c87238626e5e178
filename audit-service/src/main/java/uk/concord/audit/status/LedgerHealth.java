package uk.concord.audit.status;

import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.StoredCheckpoints;

/**
 * Whether the ledger does what it promises.
 *
 * @param parked events that couldn't be recorded, and that nobody has sent again
 * @param unsigned records behind the newest checkpoint
 * @param working whether an instance that leads, or is ready to, knows of no trouble
 * @param signed the newest checkpoint, if there is one
 */
public record LedgerHealth(long parked, long unsigned, boolean working, StoredCheckpoints.@Nullable Published signed) {

    // Records are signed a moment after they are written, so a few may always wait.
    private static final long MOMENT = 2000;

    /** Whether what is recorded is also signed, but for the last moment's records. */
    public boolean upToNow() {
        return working && signed != null && unsigned <= MOMENT;
    }
}
