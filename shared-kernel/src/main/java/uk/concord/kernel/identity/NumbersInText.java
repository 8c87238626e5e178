package uk.concord.kernel.identity;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds NHS numbers in texts that others wrote: ten digits by themselves or in groups of three, three and four, also within a
 * percent-encoded address.
 */
public final class NumbersInText {

    private static final String GAP = "(?:[ +-]|%20)?";
    // UUIDs, pseudonyms and hashes may hold ten digits in a row that pass the check by chance: they are matched first
    // and passed over.
    private static final Pattern CANDIDATE = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            + "|(?<![0-9a-fA-F])[0-9a-fA-F]{32,}(?![0-9a-fA-F])"
            + "|(?:(?<![0-9])|(?<=%(?:25){0,3}[0-9A-Fa-f]{2}))([0-9]{3})" + GAP + "([0-9]{3})" + GAP
            + "([0-9]{4})(?![0-9])");

    private NumbersInText() {}

    /** Whether there is one. */
    public static boolean isIn(String text) {
        AtomicBoolean found = new AtomicBoolean();
        replaced(text, number -> {
            found.set(true);
            return "";
        });
        return found.get();
    }

    /** The text with something else in the place of each. */
    public static String replaced(String text, Function<NhsNumber, String> by) {
        return CANDIDATE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match, by)));
    }

    private static String replacement(MatchResult match, Function<NhsNumber, String> by) {
        if (match.group(1) == null) {
            return match.group();
        }
        return NhsNumber.parse(match.group(1) + match.group(2) + match.group(3))
                .map(by)
                .orElse(match.group());
    }
}
