package uk.concord.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.stack.ProjectFolder;

/** {@code ./concord} refuses before it builds what the program would refuse, and nothing else. */
class BenchmarkWordsTest {

    private static final Path SCRIPT = ProjectFolder.here().root().resolve("concord");

    /** How a program ended, and all that it said. */
    private record Said(int status, String text) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--largest",
                "--quick",
                "--only,single",
                "--only,two words",
                "--only,--quick",
                "--ledger",
                "--ledger,appends",
                "--ledger,growth,appends",
                "--ledger,appends,growth,--million",
                "--ledger,--million,growth",
                "--ledger,--quick"
            })
    void whatThereIsPasses(String words) throws Exception {
        assertThat(programTakes(list(words))).isTrue();
        assertThat(script(list(words))).isEqualTo(new Said(0, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--largst",
                "quick",
                "--only",
                "--only,a,b",
                "--quick,--largest",
                "appends",
                "--million",
                "--ledgr",
                "--ledger,append",
                "--ledger,appends,appends",
                "--ledger,--largest",
                "--ledger,--million,--quick",
                "--ledger,--only,single"
            })
    void whatThereIsNotIsRefusedByBoth(String words) throws Exception {
        Said said = script(list(words));

        assertThat(programTakes(list(words))).isFalse();
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).startsWith("./concord benchmark ").contains(" takes ");
    }

    @Test
    void aMisspeltWordIsRefusedBeforeAnythingIsBuilt() throws Exception {
        Said said = run(List.of(SCRIPT.toString(), "benchmark", "--largst"));

        assertThat(said)
                .isEqualTo(
                        new Said(
                                2,
                                "./concord benchmark takes nothing, --largest, --quick, --ledger, or --only and a part of a scenario's name.\n"));
    }

    private static List<String> list(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(","));
    }

    private static boolean programTakes(List<String> words) {
        return !words.isEmpty() && words.getFirst().equals("--ledger")
                ? LedgerBenchmark.wanted(words.subList(1, words.size())).isPresent()
                : Benchmark.of(words).isPresent();
    }

    /** What the script's own function says to these words. */
    private static Said script(List<String> words) throws Exception {
        String text = Files.readString(SCRIPT);
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-euc",
                function(text, "fail") + function(text, "demand_benchmark_words") + "demand_benchmark_words \"$@\"",
                "concord"));
        command.addAll(words);
        return run(command);
    }

    private static String function(String script, String name) {
        Matcher found = Pattern.compile("^" + name + "\\(\\) \\{\\n.*?^}\\n", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(script);
        assertThat(found.find()).as(name).isTrue();
        return found.group();
    }

    private static Said run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), text);
    }
}
