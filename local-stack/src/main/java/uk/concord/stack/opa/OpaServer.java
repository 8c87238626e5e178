package uk.concord.stack.opa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.Waiting;
import uk.concord.stack.tool.GoTool;

/** A real OPA on loopback. It ends when it is closed, or with this JVM. */
public final class OpaServer implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(90);

    private final Settings settings;
    private ChildProcess process;

    private OpaServer(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * How the server runs.
     *
     * @param folder holds its configuration and its log
     * @param configuration in OPA's own format (YAML or JSON); empty for none
     * @param bundles files or folders to load at start, besides what the configuration names
     */
    public record Settings(Path folder, int port, String configuration, List<Path> bundles) {}

    /** Starts OPA for a test, on a free port, with this configuration, and returns when it answers. */
    public static OpaServer start(String configuration) {
        return start(configuration, List.of());
    }

    /** Starts OPA for a test, on a free port, with this configuration and these files or folders as bundles. */
    public static OpaServer start(String configuration, List<Path> bundles) {
        Path folder = ProjectFolder.here().kept().resolve("test-stack/opa-" + UUID.randomUUID());
        return start(new Settings(folder, FreePorts.one(), configuration, bundles));
    }

    /** Starts OPA and returns when it answers (which says nothing of whether its bundles have arrived: see {@code /health}). */
    public static OpaServer start(Settings settings) {
        OpaServer server = new OpaServer(settings, launch(settings));
        server.awaitAnswer();
        return server;
    }

    public int port() {
        return settings.port();
    }

    /** Where OPA's REST API is: {@code http://localhost:<port>}. */
    public String url() {
        return "http://localhost:" + settings.port();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ChildProcess process() {
        return process;
    }

    /** Whether it answers at all. */
    public boolean isHealthy() {
        return HttpProbe.answers(URI.create(url() + "/health"));
    }

    /** What OPA has written so far. */
    public Path log() {
        return settings.folder().resolve("opa.log");
    }

    public void stop() {
        process.stop();
    }

    /** Ends OPA as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Lets OPA keep its connections and answer nothing, until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /** Starts OPA again on the same port with the same configuration, and returns when it answers. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = launch(settings);
        awaitAnswer();
    }

    @Override
    public void close() {
        stop();
        Folders.delete(settings.folder());
    }

    private void awaitAnswer() {
        Waiting.until(
                this::answers, BOUND, () -> "OPA did not answer within " + BOUND.toSeconds() + " s; its log: " + log());
    }

    private boolean answers() {
        process.demandAlive(log());
        return isHealthy();
    }

    private static ChildProcess launch(Settings settings) {
        Path file = Folders.create(settings.folder()).resolve("opa.yaml");
        try {
            Files.writeString(file, settings.configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(
                GoTool.OPA.path().toString(),
                "run",
                "--server",
                "--addr=localhost:" + settings.port(),
                "--log-level=error",
                "--skip-version-check"));
        if (!settings.configuration().isBlank()) {
            command.add("--config-file=" + file);
        }
        settings.bundles().forEach(bundle -> command.addAll(List.of("--bundle", bundle.toString())));
        return ChildProcess.start(new ChildProcess.Launch(
                "OPA",
                command,
                Map.of(),
                settings.folder(),
                settings.folder().resolve("opa.log"),
                ChildProcess.StopSignal.TERM));
    }
}
