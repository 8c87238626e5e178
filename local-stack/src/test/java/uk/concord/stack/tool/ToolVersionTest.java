package uk.concord.stack.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolVersionTest {

    @ParameterizedTest
    @CsvSource({"1.22.2, 1.22.2, 0", "1.9.0, 1.10.0, -1", "2.0.0, 1.99.99, 1", "1.22.1, 1.22.2, -1", "v3.22, 3.22.0, 0"
    })
    void comparesNumbersNotText(String one, String other, int expected) {
        int order = ToolVersion.in(one)
                .orElseThrow()
                .compareTo(ToolVersion.in(other).orElseThrow());

        assertThat(Integer.signum(order)).isEqualTo(expected);
    }

    @Test
    void readsTheAnswerOfOpa() {
        assertThat(ToolVersion.in("Version: 1.22.2\nBuild Commit:\nGo Version: go1.26.8\n"))
                .contains(new ToolVersion(1, 22, 2));
    }

    @Test
    void aPreReleaseIsNoVersion() {
        assertThat(ToolVersion.in("Version: 1.23.0-dev")).isEmpty();
        assertThat(ToolVersion.in("no version here")).isEmpty();
    }
}
