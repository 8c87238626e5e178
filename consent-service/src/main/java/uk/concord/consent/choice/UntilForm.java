package uk.concord.consent.choice;

import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer to how long something holds, as it was typed. */
public final class UntilForm {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final int LAST_YEAR = 9998;
    private static final String ENDING = "ending-never";

    @FormParam("ending")
    @Nullable
    String ending;

    @FormParam("day")
    @Nullable
    String day;

    @FormParam("month")
    @Nullable
    String month;

    @FormParam("year")
    @Nullable
    String year;

    /** What the form comes to. */
    sealed interface Read {

        /** An answer. */
        record Good(Ending ending) implements Read {}

        /** Something to mend. */
        record Bad(List<FieldError> errors) implements Read {}
    }

    static UntilForm of(@Nullable Ending ending) {
        UntilForm form = new UntilForm();
        if (ending != null) {
            LocalDate last = ending.lastDay();
            form.ending = last == null ? "never" : "date";
            if (last != null) {
                form.day = String.valueOf(last.getDayOfMonth());
                form.month = String.valueOf(last.getMonthValue());
                form.year = String.valueOf(last.getYear());
            }
        }
        return form;
    }

    Read read(LocalDate today) {
        if ("never".equals(ending)) {
            return new Read.Good(Ending.NEVER);
        }
        if (!"date".equals(ending)) {
            return bad(ENDING, "Select for good or until a date");
        }
        if (getDay().isEmpty() || getMonth().isEmpty() || getYear().isEmpty()) {
            String field = getDay().isEmpty() ? "day" : getMonth().isEmpty() ? "month" : "year";
            return bad(field, "Enter the last day as a day, a month and a year");
        }
        try {
            LocalDate last = LocalDate.of(number(getYear()), number(getMonth()), number(getDay()));
            if (last.isBefore(today)) {
                return bad("day", "The last day must be today or later");
            }
            if (last.getYear() > LAST_YEAR) {
                return bad("year", "Enter a year with 4 digits, such as " + (today.getYear() + 1));
            }
            return new Read.Good(new Ending(last));
        } catch (DateTimeException e) {
            return bad("day", "Enter a real date, such as 27 3 " + (today.getYear() + 1));
        }
    }

    public String getEnding() {
        return ending == null ? "" : ending;
    }

    public String getDay() {
        return typed(day);
    }

    public String getMonth() {
        return typed(month);
    }

    public String getYear() {
        return typed(year);
    }

    /** Whether it is the first question that is wrong, not the date. */
    static boolean isAboutEnding(FieldError error) {
        return error.field().equals(ENDING);
    }

    private static String typed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new DateTimeException("not a number");
        }
        return Integer.parseInt(text);
    }

    private static Read bad(String field, String message) {
        return new Read.Bad(List.of(new FieldError(field, message)));
    }
}
