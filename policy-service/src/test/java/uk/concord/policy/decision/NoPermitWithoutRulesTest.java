package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.policy.opa.ActiveRevisions;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaUnavailableException;

/**
 * Nothing but the rules can permit: answers of OPA are damaged by chance (seeded), and whatever comes out of the reader as a permit
 * was one, whole and consistent, before it came in. What isn't believed fails in the one way that callers know.
 */
class NoPermitWithoutRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final int TIMES = 40_000;
    private static final String REASONS = """
            [{"rule":"said","effect":"permit","text_key":"k","parameters":{"title":"t"},"texts":{"patient":"p","staff":"s"}}]""";
    private static final String REST = """
            "rely_for_seconds":300,"holds_until":"2026-12-01T00:00:00Z","revisions":{"release":"1","register":"7"}""";

    private final AnswerReader reader = new AnswerReader(JSON);

    static List<Arguments> answers() {
        return List.of(
                Arguments.of(
                        "all of it",
                        asked("patient-record", List.of("a", "b"), List.of()),
                        answer("\"decision\":true,\"outcome\":\"permit\",\"permitted\":[\"a\",\"b\"],\"withheld\":[],"
                                + "\"obligations\":[]")),
                Arguments.of(
                        "some of it, to a caller that can redact",
                        asked("patient-record", List.of("a", "b"), List.of("redact")),
                        answer("\"decision\":true,\"outcome\":\"permit\",\"permitted\":[\"a\"],\"withheld\":[\"b\"],"
                                + "\"obligations\":[{\"id\":\"redact\",\"type\":\"custom\",\"properties\":"
                                + "{\"action\":\"redact\",\"categories\":[\"b\"]}}]")),
                Arguments.of(
                        "some of it, to a caller that can't",
                        asked("patient-record", List.of("a", "b"), List.of()),
                        answer("\"decision\":false,\"outcome\":\"deny\",\"permitted\":[\"a\"],\"withheld\":[\"b\"],"
                                + "\"obligations\":[]")),
                Arguments.of(
                        "nothing of it",
                        asked("patient-record", List.of("a"), List.of("redact")),
                        answer(
                                "\"decision\":false,\"outcome\":\"deny\",\"permitted\":[],\"withheld\":[\"a\"],"
                                        + "\"obligations\":[],\"gap\":{\"missing\":\"m\",\"detail\":\"d\",\"supplied_by\":\"s\"}")),
                Arguments.of(
                        "something else than a patient's record",
                        asked("leaflet", List.of(), List.of()),
                        answer("\"decision\":true,\"outcome\":\"permit\",\"permitted\":[],\"withheld\":[],"
                                + "\"obligations\":[]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void whatComesOutAsAPermitWasOne(String what, Facts.Asked asked, String answer) throws IOException {
        Random random = new Random(Long.getLong("concord.seed", 20261124));
        int permits = 0;
        for (int time = 0; time < TIMES; time++) {
            DamagedAnswer damaged = new DamagedAnswer(JSON.readTree(answer), random);
            Evaluation evaluation = new Evaluation(damaged.result(), revisions(random));

            boolean permit = permits(evaluation, asked);

            if (permit) {
                permits++;
                assertThat(isWholePermit(evaluation, asked))
                        .as(evaluation.toString())
                        .isTrue();
            }
        }
        boolean intact = JSON.readTree(answer).path("decision").booleanValue();
        assertThat(permits > 0).as("permits of " + TIMES).isEqualTo(intact);
    }

    private boolean permits(Evaluation evaluation, Facts.Asked asked) {
        try {
            return reader.read(evaluation, asked).decision();
        } catch (OpaUnavailableException e) {
            return false;
        }
    }

    // Said again, of the JSON itself, in other words than the reader's.
    private static boolean isWholePermit(Evaluation evaluation, Facts.Asked asked) {
        JsonNode result = evaluation.result();
        Set<String> permitted = texts(result.path("permitted"));
        Set<String> withheld = texts(result.path("withheld"));
        Set<String> all = new HashSet<>(permitted);
        all.addAll(withheld);
        boolean about = asked.resourceType().equals("patient-record")
                ? all.equals(Set.copyOf(asked.categories())) && !permitted.isEmpty()
                : all.isEmpty();
        boolean apart = permitted.stream().noneMatch(withheld::contains);
        boolean redacted = withheld.isEmpty()
                || asked.supportedObligations().contains("redact")
                        && redactions(result).equals(withheld);
        return result.path("decision").equals(JSON.getNodeFactory().booleanNode(true))
                && result.path("outcome").equals(JSON.getNodeFactory().textNode("permit"))
                && !result.path("reasons").isEmpty()
                && about
                && apart
                && redacted
                && result.path("revisions")
                        .path("release")
                        .asText()
                        .equals(evaluation.provenance().release())
                && result.path("revisions")
                        .path("register")
                        .asText()
                        .equals(evaluation.provenance().register());
    }

    private static Set<String> redactions(JsonNode result) {
        for (JsonNode obligation : result.path("obligations")) {
            if (obligation.path("properties").path("action").asText().equals("redact")) {
                return texts(obligation.path("properties").path("categories"));
            }
        }
        return Set.of();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static ActiveRevisions revisions(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> new ActiveRevisions("2", "7");
            case 1 -> new ActiveRevisions("1", "8");
            case 2 -> new ActiveRevisions(null, "7");
            case 3 -> new ActiveRevisions("1", null);
            default -> new ActiveRevisions("1", "7");
        };
    }

    private static Facts.Asked asked(String type, List<String> categories, List<String> obligations) {
        return new Facts.Asked(type, "read", "RXN", "P81002", "TREAT", null, categories, List.of(), obligations, null);
    }

    private static String answer(String decides) {
        return "{" + decides + ",\"reasons\":" + REASONS + "," + REST + "}";
    }
}
