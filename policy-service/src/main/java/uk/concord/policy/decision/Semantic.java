package uk.concord.policy.decision;

import java.util.Arrays;
import java.util.Locale;

/** How the questions of one request are executed (AuthZEN 1.0 §7.1.2.1). */
enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one that the options name; all are executed if they name none.
     *
     * @throws uk.concord.kernel.problem.ProblemException 400 for one that isn't known
     */
    static Semantic of(Member root) {
        return root.optionalObject("options")
                .flatMap(options -> options.optionalText("evaluations_semantic"))
                .map(Semantic::named)
                .orElse(EXECUTE_ALL);
    }

    private static Semantic named(String label) {
        return Arrays.stream(values())
                .filter(semantic -> semantic.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Member.invalid("options.evaluations_semantic must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Semantic::label).toList())
                        + "."));
    }

    /** Whether nothing after an item that was decided like this is looked at. */
    boolean endsWith(boolean decision) {
        return switch (this) {
            case EXECUTE_ALL -> false;
            case DENY_ON_FIRST_DENY -> !decision;
            case PERMIT_ON_FIRST_PERMIT -> decision;
        };
    }
}
