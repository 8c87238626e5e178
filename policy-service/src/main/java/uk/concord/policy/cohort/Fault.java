package uk.concord.policy.cohort;

/** What can be wrong with a row. None of them is ever told with the row's own text. */
enum Fault {
    NO_NUMBER("no-number", "There is no NHS number in this row."),
    NOT_TEN_DIGITS("not-ten-digits", "An NHS number has ten digits and nothing else."),
    NOT_VALID("not-valid", "The last digit isn't the right check digit, or all digits are equal."),
    TOO_LONG("too-long", "The row is longer than any row with one NHS number."),
    NOT_JSON("not-json", "The row must be an NHS number as a JSON string, or an object with a member nhs_number.");

    private static final Fault[] ALL = values();

    private final String code;
    private final String text;

    Fault(String code, String text) {
        this.code = code;
        this.text = text;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }

    /** In the place of a number: negative. */
    long asNumber() {
        return -1L - ordinal();
    }

    static Fault ofNumber(long number) {
        return ALL[(int) (-1 - number)];
    }
}
