package uk.concord.kernel.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Treats her.", "Zoë \uD83D\uDE00", "two\nlines\tand more\r\n"})
    void whatCanBeStoredAndShownIsUsable(String text) {
        assertThat(PlainText.isUsable(text, PlainText.LAYOUT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\u0007", "\u0085", "\uD83D", "\uDE00 alone"})
    void whatCannotIsNot(String text) {
        assertThat(PlainText.isUsable(text, PlainText.LAYOUT)).isFalse();
    }

    @Test
    void onlyWhatIsAllowedMayStandBetweenLines() {
        assertThat(PlainText.isUsable("a\nb", "\n")).isTrue();
        assertThat(PlainText.isUsable("a\tb", "\n")).isFalse();
        assertThat(PlainText.isUsable("a\nb", "")).isFalse();
    }
}
