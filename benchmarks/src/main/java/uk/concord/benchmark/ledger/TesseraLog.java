package uk.concord.benchmark.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;
import uk.concord.stack.tool.GoTool;
import uk.concord.stack.tool.MissingToolException;

/** The peer: a log in Tessera's POSIX storage, which a small program of ours on its library fills. */
final class TesseraLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private final Path folder;
    private final Path log;
    private final int entrySize;

    private TesseraLog(Path program, Path folder, Path log, int entrySize) {
        this.program = program;
        this.folder = folder;
        this.log = log;
        this.entrySize = entrySize;
    }

    /** How it batches: so many entries at most, waiting so long at most. */
    record Batching(int size, Duration age) {
        String told() {
            return "batches of " + size + " within " + age.toMillis() + " ms";
        }
    }

    /** What it did; times in milliseconds. */
    record Figures(
            double perSecond,
            double acknowledgedP50,
            double acknowledgedP99,
            double provableP50,
            double provableP99,
            double bytesPerEntry) {}

    /**
     * Builds the program.
     *
     * @param folder where its logs are kept, one at a time
     * @param log where its output goes
     */
    static TesseraLog build(Path folder, Path log, int entrySize) {
        Path go = GoTool.go()
                .orElseThrow(() -> new MissingToolException(
                        "The peer of the ledger is written in Go, and Go is not there. Install Go 1.26 or newer"
                                + " (https://go.dev/doc/install) and try again."));
        ProjectFolder project = ProjectFolder.here();
        Path program = Folders.create(folder).resolve("tessera-log");
        ProcessBuilder build = new ProcessBuilder(go.toString(), "build", "-o", program.toString(), ".")
                .directory(
                        project.root().resolve("benchmarks/src/main/go/tessera").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().putIfAbsent("GOTOOLCHAIN", "local");
        build.environment().put("GOFLAGS", "-mod=readonly");
        if (run(build, new StringBuilder()) != 0) {
            throw new IllegalStateException("the peer could not be built; what Go said: " + log);
        }
        return new TesseraLog(program, folder, log, entrySize);
    }

    /** Fills a new log for so long. */
    Figures run(int producers, Batching batching, Duration warmUp, Duration time) {
        Path directory = folder.resolve("log");
        Folders.delete(directory);
        Folders.create(directory);
        StringBuilder said = new StringBuilder();
        int status = run(
                new ProcessBuilder(List.of(
                                program.toString(),
                                "-directory",
                                directory.toString(),
                                "-producers",
                                Integer.toString(producers),
                                "-batch-size",
                                Integer.toString(batching.size()),
                                "-batch-age",
                                batching.age().toMillis() + "ms",
                                "-entry-size",
                                Integer.toString(entrySize),
                                "-warm-up",
                                warmUp.toMillis() + "ms",
                                "-duration",
                                time.toMillis() + "ms"))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())),
                said);
        Folders.delete(directory);
        if (status != 0) {
            throw new IllegalStateException("the peer failed; what it said: " + log);
        }
        try {
            JsonNode figures = JSON.readTree(said.toString());
            return new Figures(
                    figures.path("per_second").asDouble(),
                    figures.path("ack_p50_ms").asDouble(),
                    figures.path("ack_p99_ms").asDouble(),
                    figures.path("provable_p50_ms").asDouble(),
                    figures.path("provable_p99_ms").asDouble(),
                    figures.path("bytes_per_entry").asDouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(ProcessBuilder builder, StringBuilder said) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
