package uk.concord.policy.breakglass;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Members of a body that people have written. */
final class Text {

    private Text() {}

    static <T> T present(String member, @Nullable T value) {
        if (value == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, member + " is missing.");
        }
        return value;
    }

    /** The text, if it has that many characters, white space around it not counted, and only such as can be stored and shown. */
    static String of(String member, @Nullable String value, int atLeast, int atMost) {
        String text = present(member, value).strip();
        int length = text.codePointCount(0, text.length());
        if (length < atLeast || length > atMost) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    member + " must be a text of " + atLeast + " to " + atMost + " characters.");
        }
        if (!PlainText.isUsable(text, PlainText.LAYOUT)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, member + " must not hold control characters or broken ones.");
        }
        return text;
    }

    /** The text, if it holds no NHS number. */
    static String withoutNumber(String member, String text) {
        if (NumbersInText.isIn(text)) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    member + " must not hold an NHS number, because records are kept without. Leave it out.");
        }
        return text;
    }
}
