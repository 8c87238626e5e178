package uk.concord.audit.hold;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What an officer writes, as it may go into a record for ever: with no NHS number in it. */
final class Words {

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
        if (!PlainText.isUsable(text, PlainText.LAYOUT)) {
            throw refused("\"" + member + "\" must not hold control characters or broken ones.");
        }
        if (NumbersInText.isIn(text)) {
            throw refused(
                    "\"" + member + "\" must not hold an NHS number, because records are kept without. Leave it out.");
        }
        return text;
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
