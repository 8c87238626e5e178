package uk.concord.audit.trail.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What a pack is made for, in an officer's words. It becomes a part of an audit record, so it holds no NHS number.
 *
 * @param reference the case, as whoever asks for the evidence names it
 * @param reason why the records are needed
 */
public record EvidenceCase(String reference, String reason) {

    /** The name of the reference, in the API and as a field of the page. */
    public static final String REFERENCE = "case";
    /** The name of the reason. */
    public static final String REASON = "reason";

    private static final int LONGEST_REFERENCE = 100;
    private static final int LONGEST_REASON = 1000;

    /** What is wrong, by the name of the text; empty if nothing is. */
    public static Map<String, String> faults(@Nullable String reference, @Nullable String reason) {
        Map<String, String> faults = new LinkedHashMap<>();
        check(REFERENCE, "reference of the case", typed(reference), LONGEST_REFERENCE, "", faults);
        check(REASON, "reason", typed(reason), LONGEST_REASON, "\n", faults);
        return faults;
    }

    /**
     * The case, whole.
     *
     * @throws ProblemException 400 that says all that is wrong
     */
    public static EvidenceCase of(@Nullable String reference, @Nullable String reason) {
        Map<String, String> faults = faults(reference, reason);
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    faults.entrySet().stream()
                            .map(fault -> fault.getKey() + ": " + fault.getValue())
                            .collect(Collectors.joining(" ")));
        }
        return new EvidenceCase(typed(reference), typed(reason));
    }

    private static void check(
            String name, String words, String text, int longest, String layout, Map<String, String> faults) {
        if (text.isEmpty()) {
            faults.put(name, "Enter the " + words + ".");
        } else if (text.codePointCount(0, text.length()) > longest) {
            faults.put(name, "The " + words + " must be " + longest + " characters or fewer.");
        } else if (!PlainText.isUsable(text, layout)) {
            faults.put(name, "The " + words + " must not hold control characters or broken ones.");
        } else if (NumbersInText.isIn(text)) {
            faults.put(
                    name,
                    "The " + words
                            + " must not hold an NHS number. If it only looks like one, put a letter before it.");
        }
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip().replace("\r\n", "\n");
    }
}
