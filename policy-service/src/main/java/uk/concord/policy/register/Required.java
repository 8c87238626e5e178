package uk.concord.policy.register;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What every entry of the register must have; each refusal names the member. */
final class Required {

    private static final int LONGEST = 400;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    private Required() {}

    static <T> T present(String member, @Nullable T value) {
        if (value == null) {
            throw invalid(member + " is missing.");
        }
        return value;
    }

    static String text(String member, @Nullable String value) {
        String text = present(member, value);
        if (text.isBlank() || text.length() > LONGEST) {
            throw invalid(member + " must be a text of 1 to " + LONGEST + " characters.");
        }
        return text;
    }

    static String id(String member, @Nullable String value) {
        return matching(member, value, ID, "letters, digits, '.', '_' and '-'");
    }

    /** A type of organisation, such as GP_PRACTICE. */
    static String type(String member, @Nullable String value) {
        return matching(member, value, TYPE, "capital letters, digits and '_', such as GP_PRACTICE");
    }

    /** The members of a list; an absent list has none. */
    static <T> List<T> list(String member, @Nullable List<T> values) {
        List<T> list = values == null ? List.of() : values;
        if (list.stream().anyMatch(Objects::isNull)) {
            throw invalid(member + " must not hold null.");
        }
        return list.stream().distinct().toList();
    }

    static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, what);
    }

    private static String matching(String member, @Nullable String value, Pattern shape, String words) {
        String text = present(member, value);
        if (!shape.matcher(text).matches()) {
            throw invalid(member + " must consist of " + words + ".");
        }
        return text;
    }
}
