package uk.concord.stack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.Waiting;

/** One PostgreSQL server on loopback. Its superuser is {@code postgres}; everyone signs in with a password (SCRAM). */
public final class PostgresServer {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Settings settings;
    private final Path programs;
    private ChildProcess process;

    private PostgresServer(Settings settings, Path programs, ChildProcess process) {
        this.settings = settings;
        this.programs = programs;
        this.process = process;
    }

    /**
     * How the server runs.
     *
     * @param folder holds the data, which are kept when they are there already
     * @param password of the superuser
     * @param durable whether a committed transaction survives a crash of the machine ({@code fsync}). Commits are synchronous
     *     in any case: without that, a reader of the log can miss what was just committed.
     * @param more settings of PostgreSQL by their names, which win over the usual ones
     */
    public record Settings(
            ProjectFolder project,
            Path folder,
            Path log,
            int port,
            String password,
            boolean durable,
            Map<String, String> more) {

        /** The same with the usual settings alone. */
        public Settings(ProjectFolder project, Path folder, Path log, int port, String password, boolean durable) {
            this(project, folder, log, port, password, durable, Map.of());
        }
    }

    /** Starts the server, after creating its data folder when there is none, and returns when it answers. */
    public static PostgresServer start(Settings settings) {
        Path programs = PostgresBinaries.folder(settings.project()).resolve("bin");
        if (!Files.isRegularFile(settings.folder().resolve("PG_VERSION"))) {
            initialise(settings, programs);
        }
        PostgresServer server = new PostgresServer(settings, programs, launch(settings, programs));
        server.awaitReady();
        return server;
    }

    public int port() {
        return settings.port();
    }

    public long pid() {
        return process.pid();
    }

    public ChildProcess process() {
        return process;
    }

    /** The address of one database, for JDBC. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + settings.port() + "/" + database;
    }

    /** A connection of the superuser. */
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), "postgres", settings.password());
    }

    /** Ends the server, breaking its clients' connections. */
    public void stop() {
        process.stop();
    }

    /** Ends the server as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again on its port and data, and returns when it answers. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = launch(settings, programs);
        awaitReady();
    }

    private void awaitReady() {
        Waiting.until(
                this::answers,
                BOUND,
                () -> "PostgreSQL did not answer within " + BOUND.toSeconds() + " s"
                        + (process.isAlive() ? "" : " (it ended)") + "; its log: " + settings.log());
    }

    private boolean answers() {
        process.demandAlive(settings.log());
        return isHealthy();
    }

    /** Whether the superuser can connect. */
    public boolean isHealthy() {
        try (Connection connection = superuser("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static ChildProcess launch(Settings settings, Path programs) {
        List<String> command = new ArrayList<>(asNobody());
        command.add(programs.resolve("postgres").toString());
        command.addAll(List.of("-D", settings.folder().toString()));
        Map<String, String> configuration = new HashMap<>(Map.of(
                "port", Integer.toString(settings.port()),
                "listen_addresses", "localhost",
                "unix_socket_directories", "",
                "max_connections", "200",
                "shared_buffers", "64MB",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "fsync", settings.durable() ? "on" : "off",
                "synchronous_commit", "on",
                "full_page_writes", settings.durable() ? "on" : "off"));
        configuration.putAll(settings.more());
        configuration.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return ChildProcess.start(new ChildProcess.Launch(
                "PostgreSQL", command, Map.of(), settings.folder(), settings.log(), ChildProcess.StopSignal.INT));
    }

    private static void initialise(Settings settings, Path programs) {
        Folders.delete(settings.folder());
        Folders.create(settings.folder());
        Path passwordFile = settings.folder().resolveSibling("postgres-password");
        try {
            Files.writeString(passwordFile, settings.password());
            List<String> command = new ArrayList<>(asNobody());
            command.addAll(List.of(
                    programs.resolve("initdb").toString(),
                    "-D",
                    settings.folder().toString(),
                    "-U",
                    "postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions"));
            if (!settings.durable()) {
                command.add("--no-sync");
            }
            Folders.createFor(settings.log());
            Process initdb = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                    .start();
            if (initdb.waitFor() != 0) {
                Folders.delete(settings.folder());
                throw new IllegalStateException("PostgreSQL could not create its data folder " + settings.folder()
                        + " (initdb ended with " + initdb.exitValue() + "); its log: " + settings.log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL created its data folder", e);
        } finally {
            forget(passwordFile);
        }
    }

    private static void forget(Path passwordFile) {
        try {
            Files.deleteIfExists(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root: in a user namespace of its own it is nobody, and still reads and writes our files. */
    private static List<String> asNobody() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
    }
}
