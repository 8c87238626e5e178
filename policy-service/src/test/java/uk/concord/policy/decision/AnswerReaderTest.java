package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.policy.opa.ActiveRevisions;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaUnavailableException;

/** No answer becomes a permit unless OPA said so, whole and without contradiction. */
class AnswerReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Facts.Asked ASKED = new Facts.Asked(
            "patient-record",
            "read",
            "RXN",
            "P81002",
            "TREAT",
            null,
            List.of("a", "b"),
            List.of(),
            List.of("redact"),
            null);
    private static final String PERMIT = """
            {"decision":true,"outcome":"permit","permitted":["a"],"withheld":["b"],
             "reasons":[{"rule":"said","effect":"permit","text_key":"k","parameters":{},"texts":{"patient":"p","staff":"s"}}],
             "obligations":[{"id":"redact","type":"custom","properties":{"action":"redact","categories":["b"]}}],
             "rely_for_seconds":300,"revisions":{"release":"1","register":"7"}}""";

    private final AnswerReader reader = new AnswerReader(JSON);

    @Test
    void aWholeAnswerIsRead() throws IOException {
        assertThat(read(PERMIT).decision()).isTrue();
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("no decision", "\"decision\":true,", ""),
                Arguments.of("a decision in words", "\"decision\":true", "\"decision\":\"true\""),
                Arguments.of("a decision in numbers", "\"decision\":true", "\"decision\":1"),
                Arguments.of("a null decision", "\"decision\":true", "\"decision\":null"),
                Arguments.of("another outcome", "\"outcome\":\"permit\"", "\"outcome\":\"deny\""),
                Arguments.of("no outcome", "\"outcome\":\"permit\",", ""),
                Arguments.of("an unknown outcome", "\"outcome\":\"permit\"", "\"outcome\":\"maybe\""),
                Arguments.of(
                        "nothing permitted",
                        "\"permitted\":[\"a\"],\"withheld\":[\"b\"]",
                        "\"permitted\":[],\"withheld\":[\"a\",\"b\"]"),
                Arguments.of("more permitted than asked", "\"permitted\":[\"a\"]", "\"permitted\":[\"a\",\"c\"]"),
                Arguments.of("less than asked", "\"withheld\":[\"b\"]", "\"withheld\":[]"),
                Arguments.of("both permitted and withheld", "\"permitted\":[\"a\"]", "\"permitted\":[\"a\",\"b\"]"),
                Arguments.of("no obligation", "\"action\":\"redact\"", "\"action\":\"notify\""),
                Arguments.of("an obligation for another category", "\"categories\":[\"b\"]", "\"categories\":[\"a\"]"),
                Arguments.of(
                        "no reasons",
                        "[{\"rule\":\"said\",\"effect\":\"permit\",\"text_key\":\"k\",\"parameters\":{},\"texts\":{\"patient\":\"p\",\"staff\":\"s\"}}]",
                        "[]"),
                Arguments.of("no term", "\"rely_for_seconds\":300,", ""),
                Arguments.of("revisions that its bundles don't have", "\"register\":\"7\"", "\"register\":\"8\""),
                Arguments.of(
                        "no revisions", "\"revisions\":{\"release\":\"1\",\"register\":\"7\"}", "\"revisions\":{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void anythingElseIsNoAnswer(String what, String from, String to) {
        assertThat(PERMIT).contains(from);
        assertThatThrownBy(() -> read(PERMIT.replace(from, to))).isInstanceOf(OpaUnavailableException.class);
    }

    @Test
    void aCallerThatCannotRedactIsNeverToldYesToSome() {
        Facts.Asked blunt = new Facts.Asked(
                "patient-record",
                "read",
                "RXN",
                "P81002",
                "TREAT",
                null,
                List.of("a", "b"),
                List.of(),
                List.of(),
                null);
        assertThatThrownBy(() -> reader.read(evaluation(PERMIT), blunt)).isInstanceOf(OpaUnavailableException.class);
    }

    private PolicyAnswer read(String result) throws IOException {
        return reader.read(evaluation(result), ASKED);
    }

    private static Evaluation evaluation(String result) throws IOException {
        return new Evaluation((ObjectNode) JSON.readTree(result), new ActiveRevisions("1", "7"));
    }
}
