package uk.concord.policy.decision;

import java.util.List;
import java.util.Map;
import uk.concord.policy.decision.Evaluations.Item;

/**
 * The answer to an Access Evaluations request (AuthZEN 1.0 §7.2), without a decision over all.
 *
 * @param evaluations in the order of the request
 */
record EvaluationsAnswer(List<Object> evaluations) {

    static EvaluationsAnswer of(List<Item> items) {
        return new EvaluationsAnswer(items.stream().map(EvaluationsAnswer::told).toList());
    }

    /** A deny that isn't the rules': its context says what went wrong. */
    record Failure(boolean decision, Map<String, Error> context) {}

    /** What went wrong, as the same question alone would have been told. */
    record Error(int status, String message) {}

    private static Object told(Item item) {
        return switch (item) {
            case Item.Decided decided -> decided.answer();
            case Item.Failed failed ->
                new Failure(false, Map.of("error", new Error(failed.status(), failed.message())));
        };
    }
}
