package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.policy.bundle.BundlesOfTests;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaOfTests;
import uk.concord.policy.testing.OpaCommand;
import uk.concord.stack.opa.OpaServer;

/** The scenario files, each asked of a real OPA that has the real bundles, and read as the service reads it. */
class ScenariosTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

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

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isAnsweredAsWritten(Scenario scenario) throws IOException {
        assertThat(scenario.node().path("rule").asText()).isNotBlank();
        ObjectNode input = scenario.input();
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

    @Test
    void everyAnswerIsToTheLastWordTheOneThatWasRead() throws IOException {
        List<JsonNode> answers = scenarios()
                .map(scenario -> client.evaluate(scenario.input()).result())
                .toList();
        WholeAnswers.writeIfWanted(answers);

        assertThat(WholeAnswers.differing(answers)).isEmpty();
    }

    @Test
    void everyScenarioIsTheOnlyOneOfItsName() {
        assertThat(scenarios().map(scenario -> scenario.node().path("name").asText()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(60);
    }

    @Test
    void everyAnswerIsOfTheFormThatIsDeclared() throws Exception {
        Schemas.into(Path.of("target/schemas"));
        JsonNode schema = JSON.readTree(Path.of("target/schemas/answer.json").toFile());
        ObjectNode document = JSON.createObjectNode();
        document.set("schema", schema);
        ArrayNode answers = document.putArray("answers");
        scenarios()
                .forEach(scenario ->
                        answers.add(client.evaluate(scenario.input()).result()));
        Path file = Files.writeString(folder.resolve("answers.json"), JSON.writeValueAsString(document));

        String wrong = OpaCommand.run(
                "eval",
                "--format=raw",
                "--input=" + file,
                "[why | some one in input.answers; [ok, why] := json.match_schema(one, input.schema); not ok]");
        String nonsense = OpaCommand.run(
                "eval", "--format=raw", "--input=" + file, "json.match_schema({\"decision\": 1}, input.schema)[0]");

        assertThat(wrong).isEqualTo("[]\n");
        assertThat(nonsense).isEqualTo("false\n");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
