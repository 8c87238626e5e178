package uk.concord.audit.ledger;

import java.sql.SQLException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The answer of whoever reads the ledger while its database doesn't answer. */
public final class UnreadableLedger {

    private UnreadableLedger() {}

    /** 503, to be thrown. */
    public static ProblemException because(SQLException cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE, "The ledger can't be read now. Try again in a few seconds.", cause);
    }
}
