package uk.concord.audit.ledger;

import java.util.Map;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The answer of whoever needs what a record says, and finds that it isn't what was recorded. */
public final class AlteredRecord {

    private static final ProblemType TYPE =
            ProblemType.of("record-altered", "A record was altered after it was recorded", 500);

    private AlteredRecord() {}

    /** 500, to be thrown: trying again doesn't help, and people must look into it. */
    public static ProblemException at(long leafIndex) {
        return new ProblemException(
                TYPE,
                "The record at leaf " + leafIndex
                        + " of the ledger isn't what was recorded: it was altered. Don't rely on it."
                        + " Tell the operator and the Caldicott Guardian, and have the whole ledger checked.",
                Map.of("leaf_index", leafIndex),
                null);
    }
}
