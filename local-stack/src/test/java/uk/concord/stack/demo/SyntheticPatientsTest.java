package uk.concord.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticPatientsTest {

    @Test
    void everyNumberIsOfTheTestRangeAndHasItsCheckDigit() {
        List<String> numbers = SyntheticPatients.nhsNumbers(SyntheticPatients.DEMONSTRATION);

        assertThat(numbers)
                .hasSize(2_000)
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("999\\d{7}"))
                .allMatch(SyntheticPatientsTest::weighsAMultipleOfEleven);
    }

    @Test
    void theFirstNumbersAreAlwaysTheSame() {
        assertThat(SyntheticPatients.nhsNumbers(3)).containsExactly("9990000018", "9990000026", "9990000034");
    }

    /** The rule in its other form: all ten digits, the check digit with weight one, sum to a multiple of eleven. */
    private static boolean weighsAMultipleOfEleven(String number) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (number.charAt(i) - '0') * (10 - i);
        }
        return sum % 11 == 0;
    }
}
