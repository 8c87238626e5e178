package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.policy.projection.StateReader.UnreadableStateException;

/** The fast reader against the strict one: what it reads is what the strict one reads, and what that refuses it never reads. */
class StateScannerTest {

    private static final long SEED = 20261124;
    private static final int STATES = 20_000;
    private static final int MUTANTS_OF_EACH = 10;
    private static final List<String> INSERTS = List.of(
            "\"",
            "\\",
            "\\u0041",
            ",",
            "{",
            "}",
            "[",
            "]",
            " ",
            "null",
            "1.0",
            "-1",
            "0",
            "true",
            "é",
            "\u0000",
            "\n",
            "\"revision\":7,",
            "\"effect\":\"deny\",",
            "\"effect\":\"permit\",",
            "\"schema\":\"x\",",
            "\"scheme\":\"\",",
            "\"exceptions\":[],",
            "\"exceptions\":null,",
            "\"state\":\"active\",",
            "\"state\":\"draft\",",
            "\"later\":{},",
            "\"under_review\":true,",
            "\"under_review\":\"true\",",
            "\"as_of\":null,",
            "\"labels\":[null],",
            "9990000026");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final StateReader reader = new StateReader(json);
    private final Random random = new Random(SEED);

    @Test
    void everyStateAsConsentServiceWritesItIsReadFastAndTheSame() throws IOException, UnreadableStateException {
        ManyPatients patients = new ManyPatients(SEED);
        for (int i = 0; i < STATES; i++) {
            PatientState state = patients.next();
            byte[] bytes = json.writeValueAsBytes(state);
            assertThat(StateScanner.scan(state.patient(), bytes))
                    .isEqualTo(reader.strictly(state.patient(), bytes))
                    .isEqualTo(state);
        }
    }

    @Test
    void whatIsReadFastOfAMutantTheStrictReaderReadsTheSame() throws IOException {
        ManyPatients patients = new ManyPatients(SEED);
        int readFast = 0;
        int refused = 0;
        for (int i = 0; i < STATES; i++) {
            PatientState state = ManyPatients.state(
                    ManyPatients.patient(i), i, List.of(ManyPatients.number(i)), patients.preferences());
            byte[] bytes = json.writeValueAsBytes(state);
            for (int mutant = 0; mutant < MUTANTS_OF_EACH; mutant++) {
                byte[] mutated = mutate(bytes);
                PatientState fast = StateScanner.scan(state.patient(), mutated);
                PatientState strict = strict(state.patient(), mutated);
                if (fast != null) {
                    readFast++;
                    assertThat(fast)
                            .as(() -> new String(mutated, StandardCharsets.UTF_8))
                            .isEqualTo(strict);
                }
                refused += strict == null ? 1 : 0;
            }
        }
        assertThat(readFast).isGreaterThan(STATES / 10);
        assertThat(refused).isGreaterThan(STATES);
    }

    private @Nullable PatientState strict(PatientId patient, byte[] bytes) {
        try {
            return reader.strictly(patient, bytes);
        } catch (UnreadableStateException e) {
            return null;
        }
    }

    private byte[] mutate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = random.nextInt(text.length());
        String mutant = switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + INSERTS.get(random.nextInt(INSERTS.size())) + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + (char) (' ' + random.nextInt(96)) + text.substring(at + 1);
            case 3 -> afterABrace(text, at);
            default -> memberTwice(text, at);
        };
        return mutant.getBytes(StandardCharsets.UTF_8);
    }

    private String afterABrace(String text, int at) {
        int brace = text.indexOf('{', at);
        int place = brace < 0 ? 1 : brace + 1;
        return text.substring(0, place) + INSERTS.get(random.nextInt(INSERTS.size())) + text.substring(place);
    }

    private static String memberTwice(String text, int at) {
        int comma = text.indexOf(",\"", at);
        int end = comma < 0 ? -1 : text.indexOf(',', comma + 1);
        return end < 0 ? text + text : text.substring(0, end) + text.substring(comma, end) + text.substring(end);
    }
}
