package uk.concord.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uk.concord.policy.bundle.RegisterDataOfTests;
import uk.concord.policy.decision.Scenario;
import uk.concord.policy.decision.WholeAnswers;
import uk.concord.policy.testing.OpaCommand;

/** Rules with a mistake in them, and whether a scenario or else a Rego test notices it. Several may be tried at a time. */
final class MutantTrial {

    private static final Path TESTS = Path.of("src/test/rego");
    private static final String DOES_NOT_COMPILE = ": rego_";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path rules;
    private final Path folder;
    private final List<Scenario> scenarios;
    private final Path questions;
    private final Path data;

    /** What became of a mutant, in the order in which it is looked at. */
    enum Outcome {
        DOES_NOT_COMPILE,
        CAUGHT_BY_SCENARIOS,
        CAUGHT_BY_RULE_TESTS,
        SURVIVES
    }

    /**
     * @param rules the rules without a mistake
     * @param folder for what is asked, and for the mutants
     */
    MutantTrial(Path rules, Path folder) throws IOException {
        this.rules = rules;
        this.folder = folder;
        scenarios = Scenario.all();
        questions = Files.writeString(folder.resolve("questions.json"), JSON.writeValueAsString(batch()));
        data = Files.writeString(folder.resolve("data.json"), JSON.writeValueAsString(known()));
    }

    /** Tries the rules as they are. */
    Outcome ofTheRules() throws IOException {
        return outcome(rules);
    }

    Outcome of(Mutants.Mutant mutant) throws IOException {
        Path copy = folder.resolve("mutant-of-" + Thread.currentThread().threadId());
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(rules.relativize(file));
                Files.createDirectories(target.getParent());
                if (file.equals(mutant.file())) {
                    Files.writeString(target, mutant.text());
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return outcome(copy);
    }

    private Outcome outcome(Path tried) throws IOException {
        String answers = OpaCommand.run(
                "eval",
                "--format=raw",
                "--data=" + tried,
                "--data=" + data,
                "--input=" + questions,
                "data.concord.decision.answers");
        if (answers.contains(DOES_NOT_COMPILE)) {
            return Outcome.DOES_NOT_COMPILE;
        }
        if (!isRight(answers)) {
            return Outcome.CAUGHT_BY_SCENARIOS;
        }
        String tests = OpaCommand.run("test", tried.toString(), TESTS.toString());
        boolean passed = tests.contains("PASS") && !tests.contains("FAIL") && !tests.contains("ERROR");
        return passed ? Outcome.SURVIVES : Outcome.CAUGHT_BY_RULE_TESTS;
    }

    private boolean isRight(String answers) throws IOException {
        // Two rules that contradict each other leave an error instead of answers.
        if (!answers.startsWith("{")) {
            return false;
        }
        JsonNode found = JSON.readTree(answers);
        List<JsonNode> inOrder = IntStream.range(0, scenarios.size())
                .mapToObj(index -> found.path(String.valueOf(index)))
                .toList();
        return IntStream.range(0, scenarios.size())
                        .allMatch(index -> scenarios.get(index).agrees(inOrder.get(index)))
                && WholeAnswers.differing(inOrder).isEmpty();
    }

    private ObjectNode batch() {
        ObjectNode input = JSON.createObjectNode();
        ArrayNode batch = input.putArray("batch");
        scenarios.forEach(scenario -> batch.add(scenario.input()));
        return input;
    }

    private static ObjectNode known() throws IOException {
        ObjectNode known = JSON.createObjectNode();
        known.set("register", JSON.readTree(RegisterDataOfTests.json()));
        known.set("system", JSON.readTree("""
                {"bundles": {"rules": {"manifest": {"revision": "1"}}, "register": {"manifest": {"revision": "7"}}}}"""));
        return known;
    }
}
