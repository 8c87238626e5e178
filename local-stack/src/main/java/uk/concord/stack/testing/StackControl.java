package uk.concord.stack.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;

/** The client's side of the daemon: JDK only, since it runs inside tests. */
final class StackControl {

    static final String PROPERTIES = "stack.properties";
    private static final List<String> OPTIONS =
            List.of("-Xms16m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final long daemon;
    private final int port;

    private StackControl(long daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    /** The daemon that runs in this folder, if one does. */
    static Optional<StackControl> find(Path folder) {
        Path file = folder.resolve(PROPERTIES);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties written = new Properties();
        try {
            written.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long pid = Long.parseLong(written.getProperty("pid"));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(alive -> new StackControl(pid, Integer.parseInt(written.getProperty("port"))));
    }

    static StackControl start(ProjectFolder project, Path folder, long owner, Duration bound) {
        Folders.delete(folder);
        Folders.create(folder);
        Path log = folder.resolve("daemon.log");
        List<String> arguments = List.of(folder.toString(), Long.toString(owner));
        Process process;
        try {
            process = new ProcessBuilder(JavaCommand.ofServer(
                            project, OPTIONS, "uk.concord.stack.testing.TestStackDaemon", arguments))
                    .directory(project.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The test stack could not be started: " + e.getMessage(), e);
        }
        Path file = folder.resolve(PROPERTIES);
        Waiting.until(
                () -> Files.isRegularFile(file) || !process.isAlive(),
                bound,
                () -> "The test stack was not ready within " + bound.toSeconds() + " s; its log: " + log);
        return find(folder)
                .orElseThrow(() -> new IllegalStateException("The test stack ended while it started; its log: " + log));
    }

    /** Makes the daemon live as long as this process too. False when the daemon is ending and can't be used any more. */
    boolean adopt(long owner) {
        try {
            ask("owners?pid=" + owner);
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            awaitEnd();
            return false;
        }
    }

    /** Sends one request and returns the daemon's answer. */
    Properties ask(String request) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + port + "/" + request)
                    .toURL()
                    .openConnection();
            connection.setRequestMethod("POST");
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(120_000);
            int status = connection.getResponseCode();
            try (InputStream in = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (status != 200) {
                    throw new IllegalStateException("The test stack could not do '" + request + "': " + body);
                }
                Properties answer = new Properties();
                answer.load(new StringReader(body));
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The test stack does not answer: " + e.getMessage(), e);
        }
    }

    void stop() {
        ask("stop");
        awaitEnd();
    }

    private void awaitEnd() {
        Waiting.until(
                () -> ProcessHandle.of(daemon).filter(ProcessHandle::isAlive).isEmpty(),
                Duration.ofSeconds(30),
                () -> "The test stack's daemon (process " + daemon + ") does not end");
    }
}
