package uk.concord.audit.trail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Where a page goes on, and how long it is. */
public record Cursor(@Nullable Long before, int limit) {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");

    /**
     * Reads what a caller sent.
     *
     * @throws ProblemException 400 if it isn't a page's {@code next}, or the limit isn't 1 to 200
     */
    public static Cursor of(@Nullable String after, @Nullable Integer limit) {
        if (after != null && !INDEX.matcher(after).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "\"after\" must be the \"next\" of the page before, unchanged.");
        }
        int wanted = limit == null ? USUAL : limit;
        if (wanted < 1 || wanted > MOST) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "\"limit\" must be 1 to " + MOST + ".");
        }
        return new Cursor(after == null ? null : Long.valueOf(after), wanted);
    }
}
