package uk.concord.kernel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersInTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "9434765919;N",
                "seen 943 476 5919 and 943-476-5919.;seen N and N.",
                "?patient.identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9434765919;?patient.identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7CN",
                "?x=%209434765919&y=%25209434765919;?x=%20N&y=%2520N",
                "?x=943%20476%205919&y=943+476+5919;?x=N&y=N",
                "Patient/9434765919/_history/1;Patient/N/_history/1",
                "NHS9434765919X;NHSNX"
            })
    void aNumberIsReplacedWhereverItStands(String text, String without) {
        assertThat(NumbersInText.replaced(text, number -> "N")).isEqualTo(without);
        assertThat(NumbersInText.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9434765918",
                "94347659190",
                "19434765919",
                "1111111111",
                "0193f0a0-1111-7000-8000-9434765919ab",
                "aa9434765919aa9434765919aaaaaaaa"
            })
    void whatIsNoneStays(String text) {
        assertThat(NumbersInText.replaced(text, number -> "N")).isEqualTo(text);
        assertThat(NumbersInText.isIn(text)).isFalse();
    }
}
