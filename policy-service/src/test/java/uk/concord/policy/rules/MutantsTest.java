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
import java.util.List;
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
 * Some test catches each mistake in the rules: a scenario, or the Rego tests. There is no list of exceptions: a condition whose loss
 * no test can notice says nothing, and is taken out of its rule. A seeded sample runs with the build; all of them run with
 * {@code -Dconcord.mutants=all}, or those that a file names, one in each line as the failure names them.
 */
class MutantsTest {

    private static final Path RULES = Path.of("src/main/rego");
    private static final Path TESTS = Path.of("src/test/rego");
    private static final Path DOCUMENT = Path.of(System.getProperty("concord.root"), "docs", "policy.md");
    private static final String WANTED = "concord.mutants";
    private static final String ALL = "all";
    private static final int SAMPLE = 25;
    private static final long SEED = Long.getLong("concord.seed", 20261124);
    private static final String RULE_TESTS = "the tests of the rules";
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
    void noMistakeIsTheRuleItselfOrMadeTwice() throws IOException {
        List<Mutants.Mutant> mutants = Mutants.of(RULES);

        assertThat(mutants)
                .allSatisfy(mutant -> assertThat(mutant.text().strip())
                        .isNotEqualTo(Files.readString(mutant.file()).strip()));
        assertThat(mutants.stream().map(mutant -> mutant.file() + mutant.text()))
                .doesNotHaveDuplicates();
        assertThat(mutants.stream().map(Mutants.Mutant::toString)).doesNotHaveDuplicates();
    }

    @Test
    void aSampleHasSomeOfEachModule() {
        List<Mutants.Mutant> mutants = Mutants.of(RULES);
        Set<Path> modules = mutants.stream().map(Mutants.Mutant::file).collect(Collectors.toSet());

        List<Mutants.Mutant> ordered = Mutants.inTurns(mutants, SEED);

        assertThat(modules.size()).isLessThan(SAMPLE);
        assertThat(ordered.stream().limit(modules.size()).map(Mutants.Mutant::file))
                .containsExactlyInAnyOrderElementsOf(modules);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(mutants).isEqualTo(Mutants.inTurns(mutants, SEED));
    }

    /** The command that tries them all, and how many there are, as {@code docs/policy.md} says it. */
    @Test
    void theDocumentSaysHowToTryThemAllAndHowManyThereAre() throws IOException {
        String page = Files.readString(DOCUMENT);

        assertThat(page)
                .contains("-Dtest=" + MutantsTest.class.getSimpleName() + " -D" + WANTED + "=" + ALL + " ")
                .contains(Mutants.of(RULES).size() + " mutants");
    }

    @Test
    void everyMistakeIsCaught() throws IOException {
        String wanted = System.getProperty(WANTED, "");
        boolean sample = wanted.isEmpty();
        Set<String> only = sample || wanted.equals(ALL) ? Set.of() : named(Path.of(wanted));
        List<Mutants.Mutant> mutants = Mutants.inTurns(Mutants.of(RULES), SEED).stream()
                .filter(mutant -> only.isEmpty() || only.contains(mutant.name()))
                .toList();
        Set<String> survivors = new TreeSet<>();
        int tried = 0;
        int byScenarios = 0;
        for (Mutants.Mutant mutant : mutants) {
            if (sample && tried == SAMPLE) {
                break;
            }
            Path mutated = copy(mutant);
            if (!OpaCommand.run("check", mutated.toString()).isBlank()) {
                continue;
            }
            tried++;
            String by = caught(mutated);
            if (by.isEmpty()) {
                survivors.add(mutant.name());
                System.out.println("not caught: " + mutant);
            } else if (!by.equals(RULE_TESTS)) {
                byScenarios++;
            }
        }
        System.out.printf(
                "mutants of the rules: %d tried of %d, caught by scenarios %d, by the tests of the rules %d, not caught %d, seed %d%n",
                tried, mutants.size(), byScenarios, tried - byScenarios - survivors.size(), survivors.size(), SEED);

        assertThat(mutants.stream().map(Mutants.Mutant::name)).containsAll(only);
        assertThat(tried).isGreaterThanOrEqualTo(only.isEmpty() ? SAMPLE : 1);
        assertThat(survivors).isEmpty();
    }

    private static Set<String> named(Path file) throws IOException {
        Set<String> names = new TreeSet<>(Files.readAllLines(file));
        names.removeIf(String::isBlank);
        assertThat(names).isNotEmpty();
        return names;
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
        return tests.contains("FAIL") || tests.contains("ERROR") || !tests.contains("PASS") ? RULE_TESTS : "";
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
