package uk.concord.consent.preference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Everything that is wrong with a change, so that the caller can mend it in one go. Names places, never repeats values. */
final class ChangeErrors {

    private final List<Map<String, String>> errors = new ArrayList<>();

    void add(String member, String reason) {
        errors.add(Map.of("member", member, "reason", reason));
    }

    /** @throws ProblemException of this type, listing the errors, if there are any */
    void throwIfAny(ProblemType type) {
        if (!errors.isEmpty()) {
            Map<String, String> first = errors.getFirst();
            throw new ProblemException(
                    type, first.get("member") + ": " + first.get("reason"), Map.of("errors", errors), null);
        }
    }
}
