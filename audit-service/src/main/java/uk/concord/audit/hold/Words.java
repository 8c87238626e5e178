package uk.concord.audit.hold;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What an officer writes, as it may go into a record for ever: with no NHS number in it. */
final class Words {

    private static final Pattern MAYBE_NUMBER =
            Pattern.compile("(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])");

    private Words() {}

    /**
     * The text, without white space around it.
     *
     * @throws ProblemException 400 if it is missing, too long, or can't be kept
     */
    static String of(String member, @Nullable String value, int atMost) {
        String text = value == null ? "" : value.strip();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > atMost) {
            throw refused("\"" + member + "\" must be a text of 1 to " + atMost + " characters.");
        }
        if (text.codePoints().anyMatch(Words::isUnusable)) {
            throw refused("\"" + member + "\" must not hold control characters or broken ones.");
        }
        Matcher matcher = MAYBE_NUMBER.matcher(text);
        while (matcher.find()) {
            if (NhsNumber.parse(matcher.group().replaceAll("[^0-9]", "")).isPresent()) {
                throw refused("\"" + member
                        + "\" must not hold an NHS number, because records are kept without. Leave it out.");
            }
        }
        return text;
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    private static boolean isUnusable(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        return Character.isISOControl(character) && !layout
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
