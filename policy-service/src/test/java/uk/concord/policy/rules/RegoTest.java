package uk.concord.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.policy.decision.Schemas;
import uk.concord.policy.release.ShippedFiles;
import uk.concord.policy.testing.OpaCommand;

/** OPA's own checks of the rules. Without an opa these tests fail; they never skip. */
class RegoTest {

    private static final String RULES = "src/main/rego";
    private static final String TESTS = "src/test/rego";
    private static final double COVERAGE = 99.0;
    private static final int WORDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theRulesAreFormatted() throws Exception {
        assertThat(OpaCommand.run("fmt", "--fail", "--list", RULES, TESTS)).isEmpty();
    }

    @Test
    void theRulesPassTheStrictCheck() throws Exception {
        assertThat(OpaCommand.run("check", "--strict", RULES, TESTS)).isEmpty();
    }

    @Test
    void theRulesLookOnlyAtWhatTheFactsHave() throws Exception {
        Path schemas = Path.of("target/schemas");
        Schemas.into(schemas);

        assertThat(OpaCommand.run("check", "--strict", "--schema", schemas.toString(), RULES))
                .isEmpty();
    }

    @Test
    void aRuleThatLooksAtSomethingElseIsFound(@TempDir Path folder) throws Exception {
        Path schemas = Path.of("target/schemas");
        Schemas.into(schemas);
        String question = Files.readString(Path.of(RULES, "concord/question.rego"));
        Files.writeString(
                folder.resolve("question.rego"), question.replace("input.facts.question", "input.facts.questoin"));

        assertThat(OpaCommand.run("check", "--strict", "--schema", schemas.toString(), folder.toString()))
                .contains("undefined ref: input.facts.questoin");
    }

    @Test
    void theRulesPassTheirTestsAndAreCovered() throws Exception {
        assertThat(OpaCommand.run("test", RULES, TESTS)).contains("PASS: ").doesNotContain("FAIL", "ERROR");
        JsonNode report = JSON.readTree(OpaCommand.run("test", "--coverage", "--format=json", RULES, TESTS));

        Map<String, Double> poor = new TreeMap<>();
        report.path("files").properties().forEach(file -> {
            double coverage = file.getValue().path("coverage").asDouble();
            if (file.getKey().startsWith(RULES) && coverage < COVERAGE) {
                poor.put(file.getKey(), coverage);
            }
        });
        assertThat(report.path("files").size()).isGreaterThan(10);
        assertThat(poor).isEmpty();
    }

    @Test
    void everyModuleSaysWhatItIsFor() throws IOException {
        try (Stream<Path> modules = Files.walk(Path.of(RULES))) {
            assertThat(modules.filter(path -> path.toString().endsWith(".rego")))
                    .allSatisfy(path -> assertThat(Files.readString(path)).startsWith("# METADATA\n# title: "));
        }
    }

    @Test
    void everyFileShips() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(RULES))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> Path.of(RULES).relativize(path).toString()))
                    .containsExactlyInAnyOrderElementsOf(ShippedFiles.all());
        }
    }

    @Test
    void theWordingIsPlain() throws IOException {
        JsonNode wording =
                JSON.readTree(Path.of(RULES, "concord/wording/data.json").toFile());
        List<String> found = new ArrayList<>();
        wording.findValues("patient").stream()
                .filter(JsonNode::isTextual)
                .forEach(text -> found.addAll(tooLong(text.asText())));
        wording.findValues("staff").forEach(text -> found.addAll(tooLong(text.asText())));
        wording.findValues("supplied_by").forEach(text -> found.addAll(tooLong(text.asText())));

        assertThat(found).isEmpty();
    }

    private static List<String> tooLong(String text) {
        return Arrays.stream(text.split("(?<=[.?!])\\s+"))
                .filter(sentence -> sentence.split("\\s+").length > WORDS)
                .toList();
    }
}
