package uk.concord.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.testing.TestDatabase;

/** One packaged audit-service in a process of its own, which a test kills, freezes and starts again. */
final class AuditInstance implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final int TOLD = 40;

    private final Path folder;
    private final Path log;
    private final Map<String, String> environment;
    private final List<Integer> ports = FreePorts.several(2);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private Optional<ChildProcess> process = Optional.empty();

    AuditInstance(Path folder, TestDatabase database, String bootstrapServers, Secrets secrets, Path checkpoint) {
        this(folder, database, bootstrapServers, secrets, checkpoint, Map.of());
    }

    /** @param environment more settings, as environment variables */
    AuditInstance(
            Path folder,
            TestDatabase database,
            String bootstrapServers,
            Secrets secrets,
            Path checkpoint,
            Map<String, String> environment) {
        this.folder = Folders.create(folder);
        this.environment = environment;
        this.log = folder.resolve("log");
        write(Map.ofEntries(
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.http.port", ports.getFirst().toString()),
                Map.entry("quarkus.management.host", "localhost"),
                Map.entry("quarkus.management.port", ports.getLast().toString()),
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.service().role()),
                Map.entry("quarkus.datasource.password", database.service().password()),
                Map.entry("quarkus.flyway.username", database.owner().role()),
                Map.entry("quarkus.flyway.password", database.owner().password()),
                Map.entry(
                        "quarkus.flyway.placeholders.service_role",
                        database.service().role()),
                Map.entry(
                        "quarkus.flyway.placeholders.verifier_role",
                        database.verifier().role()),
                Map.entry("kafka.bootstrap.servers", bootstrapServers),
                Map.entry("concord.kafka.replication-factor", "1"),
                Map.entry("concord.kafka.min-insync-replicas", "1"),
                Map.entry("concord.ledger.origin", "concord.example/faults"),
                Map.entry(
                        "concord.ledger.signing-key-file",
                        secrets.ledgerSigningKey().toString()),
                Map.entry("concord.ledger.checkpoint-file", checkpoint.toString()),
                Map.entry("concord.service-client-secret", secrets.password("audit-service")),
                Map.entry("concord.pseudonym-key", secrets.key("pseudonym-key")),
                // Nobody signs in here: what is read is open to anybody.
                Map.entry("quarkus.oidc.auth-server-url", "http://localhost:1/realms/nobody")));
    }

    private void write(Map<String, String> settings) {
        Path file = folder.resolve("config/application.properties");
        Folders.createFor(file);
        Properties values = new Properties();
        values.putAll(settings);
        try (Writer out = Files.newBufferedWriter(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and returns at once. */
    void start() {
        Path jar = ProjectFolder.here().root().resolve("audit-service/target/quarkus-app/quarkus-run.jar");
        process = Optional.of(ChildProcess.start(new ChildProcess.Launch(
                "audit-service",
                List.of(
                        JavaCommand.java(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString()),
                environment,
                folder,
                log,
                ChildProcess.StopSignal.TERM)));
    }

    /**
     * Starts it again if it has ended by itself, as whatever keeps services running does: a service that starts while its database is
     * away gives up.
     *
     * @return whether it had ended
     */
    boolean startAgainIfEnded() {
        boolean ended = process.filter(one -> !one.isAlive()).isPresent();
        if (ended) {
            start();
        }
        return ended;
    }

    /** What may help somebody who finds out why it does nothing. */
    String told() {
        try (Stream<String> lines = Files.exists(log) ? Files.lines(log) : Stream.empty()) {
            List<String> all = lines.toList();
            return (runs() ? "runs" : "has ended") + ", health " + health() + ", the end of its log:\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - TOLD), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.ifPresent(ChildProcess::kill);
        process = Optional.empty();
    }

    /** Ends it in order. */
    void stop() {
        process.ifPresent(ChildProcess::stop);
        process = Optional.empty();
    }

    boolean runs() {
        return process.filter(ChildProcess::isAlive).isPresent();
    }

    void freeze() {
        process.ifPresent(ChildProcess::freeze);
    }

    void thaw() {
        process.ifPresent(ChildProcess::thaw);
    }

    /** The newest checkpoint that it serves, if it serves one now. */
    Optional<String> checkpoint() {
        return log("checkpoint");
    }

    /** The verifier keys that it serves, one a line, if it serves them now. */
    Optional<String> keys() {
        return log("keys");
    }

    private Optional<String> log(String what) {
        return get(ports.getFirst(), "/audit/log/" + what)
                .filter(answer -> answer.statusCode() == 200)
                .map(HttpResponse::body);
    }

    /** What it says of its health. */
    String health() {
        return get(ports.getLast(), "/q/health/ready").map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thaw();
        kill();
        http.close();
    }
}
