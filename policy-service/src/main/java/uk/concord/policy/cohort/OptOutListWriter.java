package uk.concord.policy.cohort;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;

/**
 * The list of the national data opt-out service: who may be shared as a whole, each with a comma and a line feed, in the order of
 * the list that came. It is all or nothing: the format can't say that something must be taken out.
 */
final class OptOutListWriter implements AnswerWriter {

    @Override
    public byte[] beginning(CohortHead head) {
        return new byte[0];
    }

    @Override
    public byte[] part(Part part, AnswerTable table) {
        Bytes out = new Bytes();
        for (int i = 0; i < part.count(); i++) {
            if (!part.isFault(i) && table.answer(part.answer(i)).whole()) {
                out.nhsNumber(part.number(i)).text(",\n");
            }
        }
        return out.all();
    }

    @Override
    public byte[] end(Totals totals) {
        return new byte[0];
    }

    @Override
    public byte @Nullable [] brokenOff(Totals totals, ProblemException why) {
        return null;
    }
}
