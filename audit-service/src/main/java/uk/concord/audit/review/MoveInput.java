package uk.concord.audit.review;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;

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
    private static final Pattern TEN_DIGITS = Pattern.compile("(?<!\\d)\\d{3}[ -]?\\d{3}[ -]?\\d{4}(?!\\d)");

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
        if (words.codePoints().anyMatch(MoveInput::isUnusable)) {
            return "The text must not hold control characters or broken ones.";
        }
        boolean numbered = TEN_DIGITS
                .matcher(words)
                .results()
                .anyMatch(match ->
                        NhsNumber.parse(match.group().replaceAll("\\D", "")).isPresent());
        return numbered ? "The text holds an NHS number. Leave it out: the record says whom it is about." : "";
    }

    private static boolean isUnusable(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        return Character.isISOControl(character) && !layout
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    @Override
    public String toString() {
        return "MoveInput[hidden]";
    }
}
