package uk.concord.policy.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one entry, so that whoever sent it is told everything at once. */
final class Faults {

    /** The longest title, name or reference. */
    static final int LINE = 400;
    /** The longest text that explains something. */
    static final int PAGE = 4000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    private final List<Fault> found = new ArrayList<>();

    void add(String member, String what) {
        found.add(new Fault(member, what));
    }

    void add(boolean wrong, String member, String what) {
        if (wrong) {
            add(member, what);
        }
    }

    void present(String member, @Nullable Object value) {
        add(value == null, member, "is missing.");
    }

    void line(String member, @Nullable String value) {
        text(member, value, LINE);
    }

    void page(String member, @Nullable String value) {
        text(member, value, PAGE);
    }

    /** A line that may be absent, but isn't empty if it is there. */
    void optionalLine(String member, @Nullable String value) {
        if (value != null) {
            line(member, value);
        }
    }

    private void text(String member, @Nullable String value, int longest) {
        if (value == null) {
            present(member, null);
        } else {
            add(
                    value.isBlank() || value.length() > longest,
                    member,
                    "must be a text of 1 to " + longest + " characters.");
        }
    }

    void id(String member, @Nullable String value) {
        matching(member, value, ID, "letters, digits, '.', '_' and '-'");
    }

    /** A type of organisation, such as GP_PRACTICE. */
    void type(String member, @Nullable String value) {
        matching(member, value, TYPE, "capital letters, digits and '_', such as GP_PRACTICE");
    }

    /** The first and the last day of a period, which may have no last day. */
    void period(@Nullable LocalDate from, @Nullable LocalDate until) {
        present("from", from);
        add(from != null && until != null && until.isBefore(from), "until", "must not be before from.");
    }

    /** The members of a list, each once; an absent list has none. */
    <T> List<T> list(String member, @Nullable List<T> values) {
        List<T> list = values == null ? List.of() : values;
        add(list.stream().anyMatch(Objects::isNull), member, "must not hold null.");
        return list.stream().filter(Objects::nonNull).distinct().toList();
    }

    /** The members of a list of short texts. */
    List<String> lines(String member, @Nullable List<String> values) {
        List<String> lines = list(member, values);
        lines.forEach(line -> line(member, line));
        return lines;
    }

    /** The members of a list that must have one. */
    List<String> some(String member, @Nullable List<String> values) {
        List<String> list = list(member, values);
        add(list.isEmpty(), member, "must name at least one.");
        return list;
    }

    List<Fault> all() {
        return List.copyOf(found);
    }

    /** @throws FaultyThingException if anything is wrong */
    void demandNone() {
        if (!found.isEmpty()) {
            throw new FaultyThingException(found);
        }
    }

    private void matching(String member, @Nullable String value, Pattern shape, String words) {
        if (value == null) {
            present(member, null);
        } else {
            add(!shape.matcher(value).matches(), member, "must consist of " + words + ".");
        }
    }
}
