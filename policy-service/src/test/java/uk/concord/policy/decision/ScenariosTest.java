package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.policy.bundle.BundlesOfTests;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaOfTests;
import uk.concord.stack.opa.OpaServer;

/** The scenario files, each asked of a real OPA that has the real bundles, and read as the service reads it. */
class ScenariosTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    static Path folder;

    private static OpaServer opa;
    private static OpaOfTests client;

    @BeforeAll
    static void start() {
        opa = OpaServer.start(BundlesOfTests.into(folder));
        client = new OpaOfTests(URI.create(opa.url()), JSON);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(client::hasBothBundles);
    }

    @AfterAll
    static void stop() {
        opa.close();
    }

    static Stream<Scenario> scenarios() throws IOException {
        List<Scenario> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            for (Path file : files.sorted().toList()) {
                YAML.readTree(file.toFile())
                        .forEach(node ->
                                found.add(new Scenario(file.getFileName().toString(), node)));
            }
        }
        return found.stream();
    }

    record Scenario(String file, JsonNode node) {
        @Override
        public String toString() {
            return file + ": " + node.path("name").asText();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isAnsweredAsWritten(Scenario scenario) throws IOException {
        assertThat(scenario.node().path("rule").asText()).isNotBlank();
        ObjectNode input = input(scenario.node());
        Facts facts = JSON.treeToValue(input.get("facts"), Facts.class);

        Evaluation evaluation = client.evaluate(input);
        PolicyAnswer answer = new AnswerReader(JSON).read(evaluation, facts.question());

        JsonNode wanted = scenario.node().path("answer");
        assertThat(answer.outcome().name().toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(wanted.path("outcome").asText());
        assertThat(answer.permitted()).isEqualTo(texts(wanted.path("permitted")));
        assertThat(answer.withheld()).isEqualTo(texts(wanted.path("withheld")));
        assertThat(answer.reasons().stream().map(PolicyAnswer.Reason::textKey).distinct())
                .containsExactlyElementsOf(texts(wanted.path("reasons")));
        assertThat(answer.obligations().stream().map(PolicyAnswer.Obligation::id))
                .containsExactlyElementsOf(texts(wanted.path("obligations")));
        assertThat(answer.gap() == null ? "" : answer.gap().missing())
                .isEqualTo(wanted.path("gap").asText(""));
        if (wanted.has("agreement")) {
            assertThat(answer.agreement()).isNotNull();
            assertThat(answer.agreement().id())
                    .isEqualTo(wanted.path("agreement").asText());
        }
        assertThat(answer.reasons()).allSatisfy(reason -> {
            assertThat(reason.texts().staff()).isNotBlank().doesNotContain("{");
            assertThat(reason.texts().patient()).isNotBlank().doesNotContain("{");
        });
        assertThat(answer.revisions()).isEqualTo(new PolicyAnswer.RuleRevisions("1", "7"));
    }

    private static ObjectNode input(JsonNode scenario) {
        ObjectNode input = JSON.createObjectNode();
        input.put("at", AT.toString());
        ObjectNode facts = input.putObject("facts");
        ObjectNode question = scenario.path("asks").deepCopy();
        question.put("resource_type", "patient-record").put("action", "read");
        if (!question.has("supported_obligations")) {
            question.putArray("supported_obligations");
        }
        if (!question.has("labels")) {
            question.putArray("labels");
        }
        facts.set("question", question);
        ObjectNode patient = facts.putObject("patient");
        patient.put("standing", scenario.path("standing").asText("registered"));
        ArrayNode preferences = patient.putArray("preferences");
        scenario.path("says").forEach(said -> preferences.add(preference(said.deepCopy())));
        if (scenario.has("grant")) {
            facts.putObject("grant")
                    .put("reason", "OVRPS")
                    .put(
                            "until",
                            AT.plus(Duration.parse(scenario.path("grant").asText()))
                                    .toString());
        }
        return input;
    }

    private static ObjectNode preference(ObjectNode said) {
        ArrayNode exceptions = JSON.createArrayNode();
        said.path("exceptions").forEach(exception -> {
            ObjectNode whole = exception.deepCopy();
            for (String condition :
                    List.of("organisations", "organisation_types", "categories", "purposes", "labels", "exceptions")) {
                if (!whole.has(condition)) {
                    whole.putArray(condition);
                }
            }
            exceptions.add(whole);
        });
        said.set("exceptions", exceptions);
        if (!said.has("under_review")) {
            said.put("under_review", false);
        }
        return said;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
