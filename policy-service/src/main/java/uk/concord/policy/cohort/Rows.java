package uk.concord.policy.cohort;

/**
 * Some rows of a list, in its order.
 *
 * @param firstLine the line of the first of them, from 1
 * @param numbers for each line the NHS number, or as {@link RowReader} says what stands there instead
 * @param count how many of them are filled
 */
record Rows(long firstLine, long[] numbers, int count) {

    /** After the last row. */
    static final Rows END = new Rows(0, new long[0], 0);

    boolean isEnd() {
        return count == 0;
    }
}
