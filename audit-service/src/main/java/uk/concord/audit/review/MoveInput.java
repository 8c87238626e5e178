package uk.concord.audit.review;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.input.PlainText;

/**
 * What an officer says with a move. It may hold personal data.
 *
 * @param words the finding, or the reason; empty where nothing is to be said
 * @param reviewOn the last day on which the records are withheld, for {@link Move#WITHHOLD}
 */
public record MoveInput(String words, @Nullable LocalDate reviewOn) {

    /** For a move with which nothing is said. */
    public static final MoveInput NOTHING = new MoveInput("", null);
    /** The member that says until when records are withheld. */
    public static final String REVIEW_ON = "review_on";

    private static final int SHORTEST = 10;
    private static final int LONGEST = 2000;

    /** The input with the white space around the words taken away. */
    public static MoveInput of(@Nullable String words, @Nullable LocalDate reviewOn) {
        return new MoveInput(words == null ? "" : words.strip(), reviewOn);
    }

    /** What is wrong with it for this move, by member; empty if nothing is. */
    public Map<String, String> faults(Move move, ReviewDates dates) {
        Map<String, String> faults = new LinkedHashMap<>();
        String member = move.words();
        if (member != null) {
            String fault = fault(words);
            if (!fault.isEmpty()) {
                faults.put(member, fault);
            }
        }
        if (move.needsDate()) {
            if (reviewOn == null) {
                faults.put(REVIEW_ON, "Enter the date on which it must be decided again, such as 27 3 2027.");
            } else if (!reviewOn.isAfter(dates.today()) || reviewOn.isAfter(dates.latest())) {
                faults.put(
                        REVIEW_ON,
                        "The date must be after today, and not after " + ReviewDates.said(dates.latest())
                                + ". Whoever needs longer decides again then.");
            }
        }
        return faults;
    }

    private static String fault(String words) {
        int length = words.codePointCount(0, words.length());
        if (length < SHORTEST || length > LONGEST) {
            return "Write " + SHORTEST + " to " + LONGEST + " characters.";
        }
        if (!PlainText.isUsable(words, PlainText.LAYOUT)) {
            return "The text must not hold control characters or broken ones.";
        }
        return NumbersInText.isIn(words)
                ? "The text holds an NHS number. Leave it out: the record says whom it is about."
                : "";
    }

    @Override
    public String toString() {
        return "MoveInput[hidden]";
    }
}
