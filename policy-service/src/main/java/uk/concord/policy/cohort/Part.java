package uk.concord.policy.cohort;

import java.util.BitSet;

/** Some people of a cohort with their answers, in order. A row without a number has what is wrong with it instead. */
final class Part {

    static final int NO_ANSWER = -1;

    private final long[] lines;
    private final long[] numbers;
    private final int[] rows;
    private final int[] answers;
    private int count;

    Part(int most) {
        lines = new long[most];
        numbers = new long[most];
        rows = new int[most];
        answers = new int[most];
    }

    void add(long line, long number, int row) {
        lines[count] = line;
        numbers[count] = number;
        rows[count] = row;
        answers[count] = NO_ANSWER;
        count++;
    }

    int count() {
        return count;
    }

    /** The line in the list, from 1; 0 where there is no list. */
    long line(int i) {
        return lines[i];
    }

    boolean isFault(int i) {
        return numbers[i] < 0;
    }

    /** The NHS number, or what is wrong as {@link Fault#asNumber}. */
    long number(int i) {
        return numbers[i];
    }

    /** The row in the population. */
    int row(int i) {
        return rows[i];
    }

    int answer(int i) {
        return answers[i];
    }

    /** Looks up every answer, having decided those that weren't yet. */
    void answer(AnswerTable table) {
        BitSet wanted = new BitSet();
        for (int i = 0; i < count; i++) {
            if (!isFault(i)) {
                wanted.set(table.standing(rows[i]));
            }
        }
        table.decide(wanted);
        for (int i = 0; i < count; i++) {
            if (!isFault(i)) {
                answers[i] = table.answerOf(table.standing(rows[i]));
            }
        }
    }
}
