package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.problem.ProblemException;

class EvidenceCaseTest {

    @Test
    void whatIsTypedIsTakenWithoutTheWhiteSpaceAroundIt() {
        assertThat(EvidenceCase.of(" IG-2026-014 ", "First.\r\nSecond.\n"))
                .isEqualTo(new EvidenceCase("IG-2026-014", "First.\nSecond."));
    }

    @Test
    void bothAreRequired() {
        assertThat(EvidenceCase.faults(null, "  "))
                .isEqualTo(Map.of("case", "Enter the reference of the case.", "reason", "Enter the reason."));
        assertThatThrownBy(() -> EvidenceCase.of("", null))
                .isInstanceOf(ProblemException.class)
                .hasMessage("case: Enter the reference of the case. reason: Enter the reason.");
    }

    @Test
    void bothAreBounded() {
        assertThat(EvidenceCase.faults("x".repeat(100), "😀".repeat(1000))).isEmpty();
        assertThat(EvidenceCase.faults("x".repeat(101), "x".repeat(1001)))
                .isEqualTo(Map.of(
                        "case", "The reference of the case must be 100 characters or fewer.",
                        "reason", "The reason must be 1000 characters or fewer."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9990000026", "About 999 000 0026, again", "no. 999-000-0026."})
    void anNhsNumberIsRefusedAndNotRepeated(String text) {
        assertThat(EvidenceCase.faults("c", text).get("reason")).contains("must not hold an NHS number");
        assertThatThrownBy(() -> EvidenceCase.of(text, "r"))
                .hasMessageContaining("must not hold an NHS number")
                .hasMessageNotContainingAny("9990000026", "0026");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9990000027", "99900000261", "IG 2026/014", "01632 960 000"})
    void otherNumbersAreNone(String text) {
        assertThat(EvidenceCase.faults(text, "r")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "\ud800"})
    void aReferenceIsOnePlainLine(String reference) {
        assertThat(EvidenceCase.faults(reference, "r")).containsOnlyKeys("case");
    }
}
