package uk.concord.audit.trail;

/** A cell of a table (RFC 4180) that people open in a spreadsheet, with words of others in it. */
public final class SpreadsheetCell {

    private static final String FORMULA = "=+-@\t\r";

    private SpreadsheetCell() {}

    /** The cell, quoted. A spreadsheet calculates what begins like a formula: an apostrophe keeps it text. */
    public static String of(String value) {
        String plain = value.replace("\0", "");
        boolean formula = !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + plain.replace("\"", "\"\"") + '"';
    }
}
