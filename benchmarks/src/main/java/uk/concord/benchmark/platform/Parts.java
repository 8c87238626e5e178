package uk.concord.benchmark.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.kafka.KafkaServer;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.postgres.DatabaseSetup;
import uk.concord.stack.postgres.DatabaseSetup.Login;
import uk.concord.stack.postgres.PostgresServer;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.Waiting;

/**
 * A real PostgreSQL, Kafka and OPA, and the packaged services, all in a folder of this run that is deleted at its end. Every process is
 * on a leash and ends with this one.
 */
public final class Parts implements AutoCloseable {

    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final String BUNDLE_TOKEN = UUID.randomUUID().toString();
    private static final Duration BUNDLES_WITHIN = Duration.ofSeconds(60);

    private final ProjectFolder project = ProjectFolder.here();
    private final Path folder =
            project.kept().resolve("benchmark/run-" + ProcessHandle.current().pid());
    private final Path logs = Folders.create(project.kept().resolve("benchmark/logs"));
    private final Secrets secrets = Secrets.in(folder.resolve("secrets"));
    private final Tokens tokens = new Tokens();
    private final List<Integer> ports = FreePorts.several(7);
    private final List<String> jvm;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final OpaServer opa;
    private int started;

    /**
     * @param jvm options of policy-service's JVM
     */
    public Parts(List<String> jvm) {
        this.jvm = List.copyOf(jvm);
        Folders.create(folder);
        postgres = PostgresServer.start(new PostgresServer.Settings(
                project, folder.resolve("postgres"), log("postgres"), ports.get(0), PASSWORD, true));
        kafka = KafkaServer.start(
                new KafkaServer.Settings(project, folder.resolve("kafka"), log("kafka"), ports.get(1), ports.get(2)));
        opa = OpaServer.start(
                new OpaServer.Settings(folder.resolve("opa"), ports.get(3), opaConfiguration(), List.of()));
        createDatabase("policy");
    }

    private void createDatabase(String name) {
        try {
            new DatabaseSetup(postgres)
                    .create(new DatabaseSetup.ServiceDatabase(
                            name, new Login(name + "_owner", PASSWORD), new Login(name + "_service", PASSWORD)));
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " could not be made", e);
        }
    }

    /**
     * Starts policy-service on this state topic and returns when it is ready.
     *
     * @param prefix of its topics
     * @param more settings, which win over the usual ones
     */
    public PolicyService policyService(String prefix, TruthStandIn truth, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(common("policy", prefix));
        settings.put("concord.opa.url", opa.url());
        settings.put("concord.consent-service.url", truth.url());
        settings.put("quarkus.oidc-client.auth-server-url", truth.url());
        settings.put("concord.bundle.token", BUNDLE_TOKEN);
        settings.put(
                "concord.bundle.signing-key-file", secrets.bundleSigningKey().toString());
        settings.putAll(more);
        started++;
        return PolicyService.start(new PolicyService.Launch(
                project.root().resolve("policy-service/target/quarkus-app/quarkus-run.jar"),
                Folders.create(folder.resolve("policy-service-" + started)),
                log("policy-service-" + started),
                ports.get(4),
                ports.get(5),
                jvm,
                settings));
    }

    private Map<String, String> common(String database, String prefix) {
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

    /** A second OPA, which fetches the same bundles and serves nobody but the measurement; it has them when this returns. */
    public OpaServer rawOpa() {
        OpaServer raw = OpaServer.start(
                new OpaServer.Settings(folder.resolve("opa-raw"), ports.get(6), opaConfiguration(), List.of()));
        awaitBundles(raw);
        return raw;
    }

    /** An OPA without configuration that loads these files at its start. */
    public OpaServer opaWith(Path bundle) {
        return OpaServer.start(
                new OpaServer.Settings(folder.resolve("opa-data"), FreePorts.one(), "", List.of(bundle)));
    }

    private static void awaitBundles(OpaServer server) {
        java.net.URI health = java.net.URI.create(server.url() + "/health?bundles");
        Waiting.until(() -> HttpProbe.answers(health), BUNDLES_WITHIN, () -> "OPA did not get its bundles");
    }

    private String opaConfiguration() {
        return """
               services:
                 policy-service:
                   url: http://localhost:%d
                   credentials: {bearer: {token: %s}}
               bundles:
                 rules:
                   service: policy-service
                   resource: bundles/rules
                   signing: {scope: rules}
                   polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 20}
                 register:
                   service: policy-service
                   resource: bundles/register
                   signing: {scope: register}
                   polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 20}
               keys:
                 concord: {algorithm: RS256, key: "%s"}
               """.formatted(ports.get(4), BUNDLE_TOKEN, secrets.bundlePublicKeyOnOneLine());
    }

    /** A connection of the superuser to a database of its own, for what is measured in SQL. */
    public Connection scratchDatabase() throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS scan");
            statement.execute("CREATE DATABASE scan");
        }
        return postgres.superuser("scan");
    }

    public Tokens tokens() {
        return tokens;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public OpaServer opa() {
        return opa;
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
        opa.stop();
        kafka.stop();
        postgres.stop();
        Folders.delete(folder);
    }
}
