package uk.concord.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.policy.bundle.RegisterDataOfTests;
import uk.concord.policy.decision.Scenario;
import uk.concord.policy.decision.WholeAnswers;
import uk.concord.policy.testing.OpaCommand;

/**
 * Some test catches each mistake in the rules: the Rego tests, or a scenario. A seeded sample runs with the build; all of them run with
 * {@code -Dconcord.mutants=all}, or those of a file with a line for each. What no test can catch, because it changes no answer, stands in mutants-without-effect.txt with the reason.
 */
class MutantsTest {

    private static final Path RULES = Path.of("src/main/rego");
    private static final Path TESTS = Path.of("src/test/rego");
    private static final int SAMPLE = 25;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path scenarios;
    private static Path data;

    @BeforeAll
    static void writeWhatIsAsked() throws IOException {
        ObjectNode input = JSON.createObjectNode();
        ArrayNode batch = input.putArray("batch");
        Scenario.all().forEach(scenario -> batch.add(scenario.input()));
        scenarios = Files.writeString(folder.resolve("scenarios.json"), JSON.writeValueAsString(input));
        ObjectNode known = JSON.createObjectNode();
        known.set("register", JSON.readTree(RegisterDataOfTests.json()));
        known.set("system", JSON.readTree("""
                {"bundles": {"rules": {"manifest": {"revision": "1"}}, "register": {"manifest": {"revision": "7"}}}}"""));
        data = Files.writeString(folder.resolve("data.json"), JSON.writeValueAsString(known));
    }

    @Test
    void withoutAMistakeEverythingPasses() throws IOException {
        assertThat(caught(RULES)).isEmpty();
    }

    @Test
    void everyMistakeIsCaught() throws IOException {
        String wanted = System.getProperty("concord.mutants", "");
        boolean all = !wanted.isEmpty();
        String only = all && !wanted.equals("all") ? Files.readString(Path.of(wanted)) : "";
        long seed = Long.getLong("concord.seed", 20261124);
        List<Mutants.Mutant> mutants = new ArrayList<>(Mutants.of(RULES));
        Collections.shuffle(mutants, new Random(seed));
        Set<String> withoutEffect =
                Files.readAllLines(Path.of("src/test/resources/mutants-without-effect.txt")).stream()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .collect(Collectors.toSet());
        Set<String> survivors = new TreeSet<>();
        int tried = 0;
        for (Mutants.Mutant mutant : mutants) {
            if (!all && tried == SAMPLE) {
                break;
            }
            String name = mutant.name(Files.readAllLines(mutant.file()).get(mutant.line() - 1));
            if (!only.isEmpty() && !only.contains(name + "\n")) {
                continue;
            }
            Path mutated = copy(mutant);
            if (!OpaCommand.run("check", mutated.toString()).isBlank()) {
                continue;
            }
            tried++;
            if (caught(mutated).isEmpty() && !withoutEffect.contains(name)) {
                survivors.add(name);
                System.out.println("not caught: " + mutant);
            }
        }
        System.out.printf("mutants of the rules: %d of %d tried, seed %d%n", tried, mutants.size(), seed);

        assertThat(tried).isGreaterThanOrEqualTo(only.isEmpty() ? SAMPLE : 1);
        assertThat(survivors).isEmpty();
    }

    private static Path copy(Mutants.Mutant mutant) throws IOException {
        Path copy = folder.resolve("mutant");
        try (Stream<Path> files = Files.walk(RULES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(RULES.relativize(file));
                Files.createDirectories(target.getParent());
                if (file.equals(mutant.file())) {
                    Files.writeString(target, mutant.text());
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return copy;
    }

    /** What catches it; empty if nothing does. */
    private static String caught(Path rules) throws IOException {
        String answers = OpaCommand.run(
                "eval",
                "--format=raw",
                "--data=" + rules,
                "--data=" + data,
                "--input=" + scenarios,
                "data.concord.decision.answers");
        String scenario = wrong(answers);
        if (!scenario.isEmpty()) {
            return scenario;
        }
        String tests = OpaCommand.run("test", rules.toString(), TESTS.toString());
        return tests.contains("FAIL") || tests.contains("ERROR") || !tests.contains("PASS")
                ? "the tests of the rules"
                : "";
    }

    private static String wrong(String json) {
        try {
            JsonNode found = JSON.readTree(json);
            List<Scenario> all = Scenario.all();
            for (int index = 0; index < all.size(); index++) {
                if (!all.get(index).agrees(found.path(String.valueOf(index)))) {
                    return all.get(index).toString();
                }
            }
            List<JsonNode> answers = new ArrayList<>();
            for (int index = 0; index < all.size(); index++) {
                answers.add(found.path(String.valueOf(index)));
            }
            return String.join(", ", WholeAnswers.differing(answers));
        } catch (IOException e) {
            return "no answer at all";
        }
    }
}
