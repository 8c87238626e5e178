package uk.concord.benchmark.population;

import java.util.Arrays;

/**
 * NHS numbers that nobody has: the test range 999 and, because it holds fewer than a region needs, the ranges below it, which are
 * not issued. The same index always gives the same number.
 */
final class NhsNumbers {

    private static final int HIGHEST = 999_999_999;
    private static final int MODULUS = 11;
    private static final int DIGITS = 9;

    private final int[] nine;

    NhsNumbers(int count) {
        nine = new int[count];
        int next = HIGHEST;
        for (int i = 0; i < count; next--) {
            if (checkDigit(next) < MODULUS - 1 && next % 111_111_111 != 0) {
                nine[i++] = next;
            }
        }
    }

    String of(int index) {
        return nine[index] + Integer.toString(checkDigit(nine[index]));
    }

    /** The index of a number, or a negative one if it is nobody's. */
    int indexOf(String number) {
        int wanted = Integer.parseInt(number.substring(0, DIGITS));
        int low = 0;
        int high = nine.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (nine[middle] == wanted) {
                return middle;
            }
            if (nine[middle] > wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    int count() {
        return nine.length;
    }

    @Override
    public String toString() {
        return "NhsNumbers[" + Arrays.hashCode(nine) + "]";
    }

    private static int checkDigit(int nineDigits) {
        int sum = 0;
        int rest = nineDigits;
        for (int weight = 2; weight <= DIGITS + 1; weight++) {
            sum += rest % 10 * weight;
            rest /= 10;
        }
        int digit = MODULUS - sum % MODULUS;
        return digit == MODULUS ? 0 : digit;
    }
}
