package uk.concord.stack.platform;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;

/**
 * A running platform, seen from another process. Uses the JDK alone.
 *
 * <p>Closing it ends the platform and keeps its data.
 */
public final class Platform implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("-Xms24m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(60);

    private final PlatformSettings settings;
    private final long supervisor;
    private final int controlPort;

    private Platform(PlatformSettings settings, long supervisor, int controlPort) {
        this.settings = settings;
        this.supervisor = supervisor;
        this.controlPort = controlPort;
    }

    /** The platform that runs in this folder, if one does. */
    public static Optional<Platform> running(ProjectFolder project, Path folder) {
        Path file = folder.resolve(SupervisorControl.FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties written = properties(read(file));
        long pid = Long.parseLong(written.getProperty("pid"));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(alive -> new Platform(
                        PlatformSettings.saved(project, folder), pid, Integer.parseInt(written.getProperty("port"))));
    }

    /**
     * Starts a platform in the background and returns at once: {@link #awaitReady} waits until it serves.
     *
     * @throws SettingsException when it can't start as asked, for example on a port that is taken
     */
    public static Platform start(PlatformSettings settings) {
        if (running(settings.project(), settings.folder()).isPresent()) {
            throw new SettingsException("The platform of " + settings.folder() + " runs already");
        }
        settings.demandFreePorts();
        Folders.delete(settings.folder().resolve(SupervisorControl.FILE));
        settings.save();
        Path log = settings.log("supervisor");
        Folders.createFor(log);
        // Job control gives the supervisor a process group of its own, so that Ctrl-C in this terminal does not reach
        // it.
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "set -m; nohup \"$@\" </dev/null >>\"$SUPERVISOR_LOG\" 2>&1 &", "supervisor"));
        command.addAll(JavaCommand.ofServer(
                settings.project(),
                OPTIONS,
                "uk.concord.stack.platform.Supervisor",
                List.of(settings.folder().toString())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.project().root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SUPERVISOR_LOG", log.toString());
        try {
            builder.start().getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(
                () -> running(settings.project(), settings.folder()).isPresent(),
                ANSWER,
                () -> "The supervisor did not answer within " + ANSWER.toSeconds() + " s; its log: " + log);
        return running(settings.project(), settings.folder()).orElseThrow();
    }

    /**
     * Deletes what an earlier platform left in this folder, and starts with no data.
     *
     * @throws SettingsException when a platform runs in this folder, or as {@link #start}
     */
    public static Platform startEmpty(PlatformSettings settings) {
        if (running(settings.project(), settings.folder()).isPresent()) {
            throw new SettingsException(
                    "The platform of " + settings.folder() + " runs: end it before it starts empty");
        }
        settings.demandFreePorts();
        Folders.delete(settings.folder());
        return start(settings);
    }

    public PlatformSettings settings() {
        return settings;
    }

    /** The supervisor's process. */
    public long pid() {
        return supervisor;
    }

    /** What is known of the platform now. */
    public PlatformState state() {
        return PlatformState.of(properties(ask("state")));
    }

    /**
     * Returns when the platform is ready.
     *
     * @throws IllegalStateException when a part fails, or when it takes longer than the bound
     */
    public void awaitReady(Duration bound) {
        Waiting.until(
                () -> {
                    PlatformState state = state();
                    if (state.hasFailed()) {
                        throw new IllegalStateException("The platform did not start: " + state);
                    }
                    return state.ready();
                },
                bound,
                () -> "The platform was not ready within " + bound.toSeconds() + " s: " + state());
    }

    /** Starts a part that was ended, and returns when it serves. */
    public void startPart(String name) {
        ask("parts/" + name + "/start");
    }

    /** Ends a part in order. */
    public void stopPart(String name) {
        ask("parts/" + name + "/stop");
    }

    /** Ends a part as {@code kill -9} does. It stays down until it is started. */
    public void killPart(String name) {
        ask("parts/" + name + "/kill");
    }

    /** Lets a part keep its connections and answer nothing. */
    public void freezePart(String name) {
        ask("parts/" + name + "/freeze");
    }

    /** Lets a frozen part go on. */
    public void thawPart(String name) {
        ask("parts/" + name + "/thaw");
    }

    /** An access token of a demo account or of a demo client. */
    public String token(String account) {
        return Accounts.token(settings.issuer(), account);
    }

    /** Where a database is, for JDBC. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + settings.port(PlatformPort.POSTGRES) + "/" + database;
    }

    /** The password of PostgreSQL's superuser {@code postgres}. */
    public String superuserPassword() {
        return Secrets.of(settings).password("postgres");
    }

    /** The password of the role {@code audit_verifier}, which may read the ledger's database and change nothing. */
    public String verifierPassword() {
        return Secrets.of(settings).password("audit-verifier");
    }

    /** The file with the ledger's public key. */
    public Path ledgerPublicKey() {
        return Secrets.of(settings).ledgerPublicKey();
    }

    /** The file with the highest checkpoint that was signed, kept outside the ledger's database. */
    public Path ledgerCheckpoint() {
        return settings.ledgerCheckpoint();
    }

    /** Ends all parts and the supervisor, and returns when they are gone. */
    public void stop() {
        ask("stop");
        Waiting.until(
                () -> ProcessHandle.of(supervisor)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty(),
                END,
                () -> "The platform did not end within " + END.toSeconds() + " s (process " + supervisor + ")");
    }

    @Override
    public void close() {
        stop();
    }

    private String ask(String what) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://localhost:" + controlPort + "/" + what)
                            .toURL()
                            .openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty(
                    SupervisorControl.TOKEN_HEADER, Secrets.of(settings).password("control-token"));
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(180_000);
            int status = connection.getResponseCode();
            try (InputStream in = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (status != 200) {
                    throw new IllegalStateException("The platform could not do '" + what + "': " + body);
                }
                return body;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The platform's supervisor does not answer: " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
