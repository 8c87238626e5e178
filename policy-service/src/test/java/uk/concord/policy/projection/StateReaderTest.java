package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.identity.PatientId;
import uk.concord.policy.projection.StateReader.UnreadableStateException;

class StateReaderTest {

    private static final PatientId PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000001");
    private static final String STATE = """
            {"schema":"concord-patient-state/1","patient":"0191f7a0-0000-7000-8000-000000000001","revision":2,\
            "nhs_numbers":["9990000026"],"changed_at":"2026-11-01T10:00:00Z","later":"unknown members are for later versions",\
            "preferences":[{"scheme":"s","version":1,"state":"active","effect":"permit","since":"2026-11-01T10:00:00Z",\
            "exceptions":[{"effect":"deny","organisations":["RXL"]}]}]}""";

    private final StateReader reader = new StateReader(new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));

    @Test
    void aWholeStateIsRead() throws UnreadableStateException {
        assertThat(read(STATE).preferences().getFirst().exceptions().getFirst().organisations())
                .containsExactly("RXL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "concord-patient-state/1|concord-patient-state/2",
                "000000000001\",|000000000002\",",
                "\"revision\":2|\"revision\":-1",
                "\"revision\":2|\"revision\":\"two\"",
                "[\"9990000026\"]|[]",
                "[\"9990000026\"]|[\"9990000027\"]",
                "[\"9990000026\"]|null",
                "\"state\":\"active\"|\"state\":\"under-review\"",
                "\"effect\":\"permit\"|\"effect\":\"perhaps\"",
                "\"effect\":\"permit\",|",
                "\"effect\":\"deny\",|",
                "\"scheme\":\"s\",|",
                "\"preferences\":|\"preference\":",
                "\"exceptions\":|\"exception\":",
                "}]}]}|}]}]",
                "}]}]}|}]}]} more"
            })
    void anythingHalfUnderstoodIsUnreadable(String from, String to) {
        assertThat(STATE).contains(from);
        assertThatThrownBy(() -> read(STATE.replace(from, to == null ? "" : to)))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageNotContaining("999000002");
    }

    @Test
    void twoPreferencesUnderOneSchemeAreUnreadable() {
        String one = STATE.substring(STATE.indexOf("{\"scheme\""), STATE.length() - 2);
        assertThatThrownBy(() -> read(STATE.replace(one, one + "," + one)))
                .isInstanceOf(UnreadableStateException.class);
    }

    @Test
    void noValueIsUnreadableAndNotAnErasure() {
        assertThatThrownBy(() -> reader.state(PATIENT, null)).isInstanceOf(UnreadableStateException.class);
    }

    private uk.concord.kernel.preference.PatientState read(String text) throws UnreadableStateException {
        return reader.state(PATIENT, text.getBytes(StandardCharsets.UTF_8));
    }
}
