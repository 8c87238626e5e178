package uk.concord.stack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteDataSource;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.Waiting;
import uk.concord.stack.tool.GoTool;

/** A witness that others wrote (filippo.io/torchwood), with a key of its own, that knows one log. */
public final class LiteWitness implements AutoCloseable {

    // Base64 of the SHA-256 of nothing (RFC 9162 §2.1.1).
    private static final String EMPTY_ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final Pattern VKEY = Pattern.compile("\\S+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+=*");

    private final String name;
    private final Path folder;
    private final int port = FreePorts.one();
    private final SshAgent agent;
    private final String vkey;
    private ChildProcess process;

    private LiteWitness(String name, String log) {
        try {
            this.name = name;
            // A socket's path must be short.
            this.folder = Files.createTempDirectory("lw");
            this.agent = new SshAgent(folder.resolve("agent"));
            addLog(log);
            this.process = launch();
            awaitAnswer();
            this.vkey = vkeyOnItsPage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it.
     *
     * @param name as it calls itself
     * @param log the verifier key of the one log that it knows (C2SP signed-note); the key's name is the log's origin
     */
    public static LiteWitness start(String name, String log) {
        return new LiteWitness(name, log);
    }

    // What its own witnessctl would write, which can't be installed everywhere.
    private void addLog(String log) {
        String origin = log.substring(0, log.indexOf('+'));
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("witness.db"));
        try (Connection database = file.getConnection()) {
            try (Statement statement = database.createStatement()) {
                statement.execute(
                        "create table log (origin text primary key, tree_size integer not null, tree_hash text not null)");
                statement.execute("create table key (origin text not null, key text not null,"
                        + " foreign key (origin) references log (origin))");
            }
            insert(database, "insert into log values (?, 0, ?)", origin, EMPTY_ROOT);
            insert(database, "insert into key values (?, ?)", origin, log);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection database, String sql, String one, String other) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            insert.setString(1, one);
            insert.setString(2, other);
            insert.executeUpdate();
        }
    }

    private ChildProcess launch() {
        return ChildProcess.start(new ChildProcess.Launch(
                "litewitness",
                List.of(
                        GoTool.LITEWITNESS.path().toString(),
                        "-name=" + name,
                        "-db=" + folder.resolve("witness.db"),
                        "-ssh-agent=" + folder.resolve("agent"),
                        "-key=" + agent.fingerprint(),
                        "-listen=localhost:" + port),
                Map.of(),
                folder,
                log(),
                ChildProcess.StopSignal.INT));
    }

    private Path log() {
        return folder.resolve("litewitness.log");
    }

    private void awaitAnswer() {
        Waiting.until(
                () -> {
                    process.demandAlive(log());
                    return HttpProbe.answers(page());
                },
                Duration.ofSeconds(30),
                () -> "litewitness did not answer; its log: " + log());
    }

    private URI page() {
        return URI.create("http://localhost:" + port + "/");
    }

    private String vkeyOnItsPage() throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String html = client.send(HttpRequest.newBuilder(page()).build(), BodyHandlers.ofString())
                    .body();
            Matcher found = VKEY.matcher(html);
            if (!found.find()) {
                throw new IllegalStateException("litewitness doesn't say its key: " + html);
            }
            return found.group();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where checkpoints are sent. */
    public URI addCheckpoint() {
        return page().resolve("add-checkpoint");
    }

    /** Its verifier key, as it says it itself. */
    public String vkey() {
        return vkey;
    }

    /** Ends it; what it knows stays. */
    public void stop() {
        process.stop();
    }

    /** Starts it again, with what it knew. */
    public void restart() {
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        process.stop();
        agent.close();
        Folders.delete(folder);
    }
}
