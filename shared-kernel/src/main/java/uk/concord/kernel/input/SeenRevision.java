package uk.concord.kernel.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The revision of a thing as an entity tag (RFC 9110 §8.8.3) and in {@code If-Match} (§13.1.1). */
public final class SeenRevision {

    private static final Pattern ONE_TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private SeenRevision() {}

    /** The entity tag of this revision. */
    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that the author of a change has seen. {@code *} isn't taken: it would say that she doesn't care what she
     * overwrites.
     *
     * @param what of which the author has seen a revision, such as "choices"
     * @throws ProblemException 428 if the header is absent, 400 if it isn't one strong tag of ours
     */
    public static long parse(@Nullable String header, String what) {
        if (header == null) {
            throw new ProblemException(
                    ProblemType.REVISION_REQUIRED,
                    "Send the ETag of the " + what + " that you have seen as If-Match, such as If-Match: \"7\".");
        }
        Matcher matcher = ONE_TAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "If-Match must be the one ETag that you were given, such as \"7\".");
        }
        return Long.parseLong(matcher.group(1));
    }
}
