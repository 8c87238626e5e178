package uk.concord.benchmark.platform;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.kafka.KafkaServer;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.postgres.DatabaseSetup;
import uk.concord.stack.postgres.DatabaseSetup.Login;
import uk.concord.stack.postgres.DatabaseSetup.ServiceDatabase;
import uk.concord.stack.postgres.PostgresServer;
import uk.concord.stack.process.Folders;

/**
 * A real PostgreSQL and Kafka for packaged services, all in a folder of this run that is deleted at its end. Every process is on a leash
 * and ends with this one.
 */
public final class Ground implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> BROKER = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final String PASSWORD = UUID.randomUUID().toString();

    private final ProjectFolder project = ProjectFolder.here();
    private final Path folder =
            project.kept().resolve("benchmark/run-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    private final Path logs = Folders.create(project.kept().resolve("benchmark/logs"));
    private final Secrets secrets;
    private final Tokens tokens = new Tokens();
    private final PostgresServer postgres;
    private final KafkaServer kafka;

    /**
     * Starts PostgreSQL, with {@code fsync}, and Kafka.
     *
     * @param database settings of PostgreSQL besides the usual ones
     */
    public Ground(Map<String, String> database) {
        Folders.create(folder);
        secrets = Secrets.in(folder.resolve("secrets"));
        List<Integer> ports = FreePorts.several(3);
        postgres = PostgresServer.start(new PostgresServer.Settings(
                project, folder.resolve("postgres"), log("postgres"), ports.get(0), PASSWORD, true, database));
        kafka = KafkaServer.start(new KafkaServer.Settings(
                project, folder.resolve("kafka"), log("kafka"), ports.get(1), ports.get(2), BROKER));
    }

    /** Makes a service's database, and a role that can only read it. */
    void createDatabase(String name) {
        ServiceDatabase database =
                new ServiceDatabase(name, new Login(name + "_owner", PASSWORD), new Login(name + "_service", PASSWORD));
        try {
            DatabaseSetup setup = new DatabaseSetup(postgres);
            setup.create(database);
            setup.createReader(database, verifier(name));
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " could not be made", e);
        }
    }

    /** Makes the ledger's database and starts audit-service on it; returns when it is ready. */
    public PackagedService auditService(Map<String, String> more) {
        createDatabase("audit");
        Map<String, String> settings = new HashMap<>(settings("audit", ""));
        settings.putAll(more);
        List<Integer> ports = FreePorts.several(2);
        return PackagedService.start(new PackagedService.Launch(
                "audit-service",
                packaged("audit-service").resolve("quarkus-run.jar"),
                Folders.create(folder.resolve("audit-service")),
                log("audit-service"),
                ports.get(0),
                ports.get(1),
                List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"),
                settings));
    }

    /** The role that can only read this database. */
    public Login verifier(String database) {
        return new Login(database + "_verifier", PASSWORD);
    }

    /** What every service needs to be told. */
    Map<String, String> settings(String database, String prefix) {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.management.host", "localhost"),
                Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database)),
                Map.entry("quarkus.datasource.username", database + "_service"),
                Map.entry("quarkus.datasource.password", PASSWORD),
                Map.entry("quarkus.flyway.username", database + "_owner"),
                Map.entry("quarkus.flyway.password", PASSWORD),
                Map.entry("quarkus.flyway.placeholders.service_role", database + "_service"),
                Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                Map.entry("concord.kafka.topic-prefix", prefix),
                Map.entry("concord.kafka.replication-factor", "1"),
                Map.entry("concord.kafka.min-insync-replicas", "1"),
                Map.entry("concord.service-client-secret", PASSWORD),
                Map.entry("concord.pseudonym-key", "b25seSBmb3IgdGhlIG1lYXN1cmVtZW50LCBubyBzZWNyZXQuLi4u"),
                // Tokens are verified with the key alone, so the packaged address of a sign-in service is taken out.
                Map.entry("%prod.quarkus.oidc.auth-server-url", ""),
                Map.entry("quarkus.oidc.public-key", tokens.publicKey()),
                Map.entry("quarkus.oidc.token.issuer", Tokens.ISSUER));
    }

    /** Where a service is packaged. */
    public Path packaged(String service) {
        return project.root().resolve(service + "/target/quarkus-app");
    }

    public Tokens tokens() {
        return tokens;
    }

    public Secrets secrets() {
        return secrets;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public Path folder() {
        return folder;
    }

    /** Where a part's output goes. It outlives the run, so that a failed row can be looked into. */
    public Path log(String part) {
        return logs.resolve(part + ".log");
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
        Folders.delete(folder);
    }
}
