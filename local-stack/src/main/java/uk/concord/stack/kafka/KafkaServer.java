package uk.concord.stack.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;

/** One Kafka broker on loopback, in a process of its own. Uses the JDK alone. */
public final class KafkaServer {

    private static final Duration BOUND = Duration.ofSeconds(90);
    /** Little memory, and quickly there. */
    private static final List<String> SMALL =
            List.of("-Xms96m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final List<String> OPTIONS = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Settings settings;
    private ChildProcess process;

    private KafkaServer(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * How the broker runs.
     *
     * @param folder holds its data, which are kept when they are there already
     * @param jvm memory, collector and compiler
     */
    public record Settings(
            ProjectFolder project, Path folder, Path log, int port, int controllerPort, List<String> jvm) {

        /** With little memory, as fits a demonstration and tests. */
        public Settings(ProjectFolder project, Path folder, Path log, int port, int controllerPort) {
            this(project, folder, log, port, controllerPort, SMALL);
        }

        private Path readyFile() {
            return folder.resolveSibling(folder.getFileName() + ".ready");
        }
    }

    /** Starts the broker and returns when it serves. */
    public static KafkaServer start(Settings settings) {
        KafkaServer server = new KafkaServer(settings, launch(settings));
        server.awaitReady();
        return server;
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "localhost:" + settings.port();
    }

    public long pid() {
        return process.pid();
    }

    public ChildProcess process() {
        return process;
    }

    /** Whether it takes connections. */
    public boolean isHealthy() {
        return FreePorts.answers(settings.port());
    }

    public void stop() {
        process.stop();
    }

    /** Ends the broker as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Keeps the broker's connections and lets it answer nothing, until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /** Starts the broker again on its port and data, and returns when it serves. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = launch(settings);
        awaitReady();
    }

    private void awaitReady() {
        Waiting.until(
                this::isReady,
                BOUND,
                () -> "Kafka did not serve within " + BOUND.toSeconds() + " s; its log: " + settings.log());
    }

    private boolean isReady() {
        process.demandAlive(settings.log());
        return Files.exists(settings.readyFile());
    }

    private static ChildProcess launch(Settings settings) {
        Folders.create(settings.folder());
        try {
            Files.deleteIfExists(settings.readyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = List.of(
                settings.folder().toString(),
                Integer.toString(settings.port()),
                Integer.toString(settings.controllerPort()),
                settings.readyFile().toString());
        return ChildProcess.start(new ChildProcess.Launch(
                "Kafka",
                JavaCommand.ofServer(
                        settings.project(),
                        Stream.concat(settings.jvm().stream(), OPTIONS.stream()).toList(),
                        "uk.concord.stack.kafka.KafkaBroker",
                        arguments),
                Map.of(),
                settings.folder(),
                settings.log(),
                ChildProcess.StopSignal.TERM));
    }
}
