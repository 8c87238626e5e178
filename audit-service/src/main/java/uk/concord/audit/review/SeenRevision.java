package uk.concord.audit.review;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The revision of a review as an entity tag (RFC 9110 §8.8.3) and in {@code If-Match} (§13.1.1). */
final class SeenRevision {

    private static final Pattern ONE_TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private SeenRevision() {}

    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision that the author of a move has seen. {@code *} isn't taken: it would say that she doesn't care what others did.
     *
     * @throws ProblemException 428 if the header is absent, 400 if it isn't one strong tag of ours
     */
    static long parse(@Nullable String header) {
        if (header == null) {
            throw new ProblemException(
                    ProblemType.REVISION_REQUIRED,
                    "Send the ETag of the review that you have seen as If-Match, such as If-Match: \"2\".");
        }
        Matcher matcher = ONE_TAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "If-Match must be the one ETag that you were given, such as \"2\".");
        }
        return Long.parseLong(matcher.group(1));
    }
}
