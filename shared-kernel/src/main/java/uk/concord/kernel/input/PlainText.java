package uk.concord.kernel.input;

/** Text that can be stored and shown. */
public final class PlainText {

    /** What may stand between the lines and words of a longer text. */
    public static final String LAYOUT = "\n\r\t";

    private PlainText() {}

    /**
     * Whether it has no control characters and no halves of characters (lone surrogates), which PostgreSQL and JSON can't hold.
     *
     * @param allowed control characters that it may have all the same
     */
    public static boolean isUsable(String text, String allowed) {
        return text.codePoints().noneMatch(character -> isUnusable(character, allowed));
    }

    private static boolean isUnusable(int character, String allowed) {
        return Character.isISOControl(character) && allowed.indexOf(character) < 0
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
