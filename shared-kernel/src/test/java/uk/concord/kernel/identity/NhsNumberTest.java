package uk.concord.kernel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NhsNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"9990000026", "9434765919", "9990548609"})
    void aRightCheckDigitMakesANumber(String text) {
        assertThat(NhsNumber.of(text).digits()).isEqualTo(text);
    }

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "",
                "999000002",
                "99900000266",
                "9990000027",
                "0000000000",
                "9999999999",
                "999 000 0026",
                "९९९००००२६०",
                "9000543664"
            })
    void anythingElseIsRefused(String text) {
        assertThat(NhsNumber.parse(text)).isEmpty();
    }

    @Test
    void itsTextFormAndItsErrorHideTheDigits() {
        assertThat(NhsNumber.of("9990000026")).hasToString("NhsNumber[hidden]");
        assertThatThrownBy(() -> NhsNumber.of("9990000027"))
                .isInstanceOf(InvalidNhsNumberException.class)
                .hasMessageNotContaining("9990000027");
    }
}
