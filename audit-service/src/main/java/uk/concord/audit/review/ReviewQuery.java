package uk.concord.audit.review;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.Conditions;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Which reviews are looked for; what is null doesn't matter.
 *
 * @param state the text of a {@link ReviewState}, or {@link #OPEN}
 */
public record ReviewQuery(
        @Nullable String state,
        @Nullable Boolean overdue,
        @Nullable Boolean withheld) {

    /** All states but closed. */
    public static final String OPEN = "open";

    private static final Pattern FLAG = Pattern.compile("true|false");

    /**
     * Reads what a caller sent.
     *
     * @throws ProblemException 400 that names what can't be understood
     */
    public static ReviewQuery of(@Nullable String state, @Nullable String overdue, @Nullable String withheld) {
        if (state != null && !state.equals(OPEN) && ReviewState.of(state).isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "\"state\" must be declared, under-review, justified, not-justified, closed, or open for all but closed.");
        }
        return new ReviewQuery(state, flag("overdue", overdue), flag("withheld", withheld));
    }

    private static @Nullable Boolean flag(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!FLAG.matcher(text).matches()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "\"" + name + "\" must be true or false.");
        }
        return Boolean.valueOf(text);
    }

    void restrict(Conditions conditions, Instant now) {
        if (OPEN.equals(state)) {
            conditions.and("s.state <> ?", ReviewState.CLOSED.text());
        } else {
            conditions.andIf(state, "s.state = ?");
        }
        if (overdue != null) {
            conditions.and((overdue ? "" : "not ") + "(s.rank = 0 and s.due_at <= ?)", now);
        }
        if (withheld != null) {
            conditions.and("(s.withheld_until is not null and s.withheld_until > ?) = ?", now, withheld);
        }
    }
}
