package uk.concord.benchmark.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import uk.concord.stack.kafka.KafkaServer;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.opa.SignedBundles;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.postgres.PostgresServer;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.Waiting;

/** What a decision is measured on: the ground, an OPA, and the packaged policy-service. */
public final class Parts implements AutoCloseable {

    private static final String BUNDLE_TOKEN = UUID.randomUUID().toString();
    private static final Duration BUNDLES_WITHIN = Duration.ofSeconds(60);

    private final Ground ground = new Ground(Map.of());
    private final List<Integer> ports = FreePorts.several(4);
    private final List<String> jvm;
    private final OpaServer opa;
    private int started;

    /**
     * @param jvm options of policy-service's JVM
     */
    public Parts(List<String> jvm) {
        this.jvm = List.copyOf(jvm);
        opa = OpaServer.start(
                new OpaServer.Settings(folder().resolve("opa"), ports.get(0), opaConfiguration(), List.of()));
        ground.createDatabase("policy");
    }

    /**
     * Starts policy-service on this state topic and returns when it is ready.
     *
     * @param prefix of its topics
     * @param more settings, which win over the usual ones
     */
    public PackagedService policyService(String prefix, TruthStandIn truth, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(ground.settings("policy", prefix));
        settings.put("concord.opa.url", opa.url());
        settings.put("concord.consent-service.url", truth.url());
        settings.put("quarkus.oidc-client.auth-server-url", truth.url());
        settings.put("concord.bundle.token", BUNDLE_TOKEN);
        settings.put(
                "concord.bundle.signing-key-file",
                ground.secrets().bundleSigningKey().toString());
        settings.putAll(more);
        started++;
        return PackagedService.start(new PackagedService.Launch(
                "policy-service",
                ground.packaged("policy-service").resolve("quarkus-run.jar"),
                Folders.create(folder().resolve("policy-service-" + started)),
                ground.log("policy-service-" + started),
                ports.get(1),
                ports.get(2),
                jvm,
                settings));
    }

    /** A second OPA, which fetches the same bundles and serves nobody but the measurement; it has them when this returns. */
    public OpaServer rawOpa() {
        OpaServer raw = OpaServer.start(
                new OpaServer.Settings(folder().resolve("opa-raw"), ports.get(3), opaConfiguration(), List.of()));
        awaitBundles(raw);
        return raw;
    }

    /** An OPA without configuration that loads these files at its start. */
    public OpaServer opaWith(Path bundle) {
        return OpaServer.start(
                new OpaServer.Settings(folder().resolve("opa-data"), FreePorts.one(), "", List.of(bundle)));
    }

    private static void awaitBundles(OpaServer server) {
        java.net.URI health = java.net.URI.create(server.url() + "/health?bundles");
        Waiting.until(() -> HttpProbe.answers(health), BUNDLES_WITHIN, () -> "OPA did not get its bundles");
    }

    private String opaConfiguration() {
        return SignedBundles.of(
                "http://localhost:" + ports.get(1),
                BUNDLE_TOKEN,
                ground.secrets().bundlePublicKeyOnOneLine());
    }

    /** A connection of the superuser to a database of its own, for what is measured in SQL. */
    public Connection scratchDatabase() throws SQLException {
        try (Connection connection = postgres().superuser("postgres");
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS scan");
            statement.execute("CREATE DATABASE scan");
        }
        return postgres().superuser("scan");
    }

    public Tokens tokens() {
        return ground.tokens();
    }

    public KafkaServer kafka() {
        return ground.kafka();
    }

    public PostgresServer postgres() {
        return ground.postgres();
    }

    public OpaServer opa() {
        return opa;
    }

    public Path folder() {
        return ground.folder();
    }

    @Override
    public void close() {
        opa.stop();
        ground.close();
    }
}
