package uk.concord.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some test catches each mistake in the rules: a scenario, or the Rego tests. There is no list of exceptions: a condition whose loss
 * no test can notice says nothing, and is taken out of its rule. A seeded sample runs with the build; all of them run with
 * {@code -Dconcord.mutants=all}, or those that a file names, one in each line as the failure names them.
 */
class MutantsTest {

    private static final Path RULES = Path.of("src/main/rego");
    private static final Path DOCUMENT = Path.of(System.getProperty("concord.root"), "docs", "policy.md");
    private static final String WANTED = "concord.mutants";
    private static final String ALL = "all";
    private static final int SAMPLE = 25;
    private static final long SEED = Long.getLong("concord.seed", 20261124);

    @TempDir
    static Path folder;

    private static MutantTrial trial;

    @BeforeAll
    static void writeWhatIsAsked() throws IOException {
        trial = new MutantTrial(RULES, folder);
    }

    @Test
    void withoutAMistakeEverythingPasses() throws IOException {
        assertThat(trial.ofTheRules()).isEqualTo(MutantTrial.Outcome.SURVIVES);
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
    void everyMistakeIsCaught() throws Exception {
        String wanted = System.getProperty(WANTED, "");
        boolean sample = wanted.isEmpty();
        Set<String> only = sample || wanted.equals(ALL) ? Set.of() : named(Path.of(wanted));
        List<Mutants.Mutant> mutants = Mutants.inTurns(Mutants.of(RULES), SEED).stream()
                .filter(mutant -> only.isEmpty() || only.contains(mutant.name()))
                .toList();

        List<Tried> all = tried(mutants, sample ? SAMPLE : mutants.size());

        List<Tried> compiled = all.stream().filter(Tried::compiles).toList();
        System.out.printf(
                "mutants of the rules: %d tried of %d, %s, seed %d%n",
                compiled.size(),
                mutants.size(),
                all.stream().collect(Collectors.groupingBy(Tried::outcome, TreeMap::new, Collectors.counting())),
                SEED);
        assertThat(mutants.stream().map(Mutants.Mutant::name)).containsAll(only);
        assertThat(compiled).hasSizeGreaterThanOrEqualTo(only.isEmpty() ? SAMPLE : 1);
        assertThat(compiled.stream()
                        .filter(Tried::survives)
                        .map(tried -> tried.mutant().name()))
                .isEmpty();
    }

    private record Tried(Mutants.Mutant mutant, MutantTrial.Outcome outcome) {

        boolean compiles() {
            return outcome != MutantTrial.Outcome.DOES_NOT_COMPILE;
        }

        boolean survives() {
            return outcome == MutantTrial.Outcome.SURVIVES;
        }
    }

    /** In their order until so many have compiled, as many at a time as there are processors. */
    private static List<Tried> tried(List<Mutants.Mutant> mutants, int enough) throws Exception {
        Queue<Mutants.Mutant> waiting = new ConcurrentLinkedQueue<>(mutants);
        Queue<Tried> done = new ConcurrentLinkedQueue<>();
        Callable<Void> worker = () -> {
            Mutants.Mutant next = waiting.poll();
            while (next != null) {
                Tried tried = new Tried(next, trial.of(next));
                done.add(tried);
                if (tried.survives()) {
                    System.out.println("not caught: " + next);
                }
                next = done.stream().filter(Tried::compiles).count() < enough ? waiting.poll() : null;
            }
            return null;
        };
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(processors)) {
            for (Future<Void> end : workers.invokeAll(Collections.nCopies(processors, worker))) {
                end.get();
            }
        }
        return List.copyOf(done);
    }

    private static Set<String> named(Path file) throws IOException {
        Set<String> names = new TreeSet<>(Files.readAllLines(file));
        names.removeIf(String::isBlank);
        assertThat(names).isNotEmpty();
        return names;
    }
}
