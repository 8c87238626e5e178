package uk.concord.stack.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The NHS numbers of people who don't exist: from the range 999 000 0000 to 999 999 9999, which is kept for tests, with a valid
 * check digit (modulus 11). The same index always gives the same number.
 */
public final class SyntheticPatients {

    /** How many patients the demonstration registers. */
    public static final int DEMONSTRATION = 2_000;

    private static final int PREFIX = 999_000_000;

    private SyntheticPatients() {}

    /**
     * The first NHS numbers of the sequence, in its order.
     *
     * @param count at most some 900,000: so many numbers of the range have a check digit
     */
    public static List<String> nhsNumbers(int count) {
        List<String> numbers = IntStream.range(PREFIX, PREFIX + 1_000_000)
                .filter(nine -> checkDigit(nine) <= 9)
                .limit(count)
                .mapToObj(nine -> Integer.toString(nine) + checkDigit(nine))
                .toList();
        if (numbers.size() < count) {
            throw new IllegalArgumentException("The test range has only " + numbers.size() + " numbers");
        }
        return numbers;
    }

    /** The check digit of the first nine digits; 10 means that there is none and the number does not exist. */
    private static int checkDigit(int nineDigits) {
        int sum = 0;
        int rest = nineDigits;
        for (int weight = 2; weight <= 10; weight++) {
            sum += rest % 10 * weight;
            rest /= 10;
        }
        int digit = 11 - sum % 11;
        return digit == 11 ? 0 : digit;
    }
}
