package uk.concord.stack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.opa.SignedBundles;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.ServiceProcess;
import uk.concord.stack.process.Waiting;

/**
 * The packaged policy-service for the tests of services that ask it: on the shared stack, with a database and an OPA of its own.
 *
 * <p>There is one in a JVM. It ends with the JVM; its log stays in the module's {@code target}.
 */
public final class PolicyServiceOfTests {

    /** The system property that says where it is, once it has been started. */
    public static final String ADDRESS = "concord.test.policy-service.url";

    private static final String MANAGEMENT = "concord.test.policy-service.management.url";
    private static final String BUNDLE_TOKEN = "a-token-that-only-tests-know-of";
    private static final String PSEUDONYM_KEY = "dGVzdHMgb25seTogbm8gcHNldWRvbnltIG9mIGFueWJvZHkuLg==";
    private static final Path LOG = Path.of("target/policy-service.log").toAbsolutePath();
    private static final Duration BOUND = Duration.ofSeconds(120);
    // It lives for a minute: the compiler's second stage would cost more than it saves.
    private static final List<String> JVM =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Around around;
    private final Path folder;
    private final int port;
    private final int managementPort;
    private final int opaPort;
    private final List<Runnable> parts = new CopyOnWriteArrayList<>();

    /**
     * What it must know of the tests around it.
     *
     * @param topicPrefix of the topics that it shares with the service under test
     * @param consentService where it reads the truth about a patient when its own copy is late
     * @param signIn where it gets its own access token, at {@code /protocol/openid-connect/token}
     * @param issuer whose access tokens it takes
     * @param publicKey with which it verifies them (X.509, base64)
     * @param operator an operator's access token
     * @param registers documents that the operator imports, in this order, as {@code POST /register/import} takes them
     */
    public record Around(
            String topicPrefix,
            String consentService,
            String signIn,
            String issuer,
            String publicKey,
            String operator,
            List<String> registers) {}

    private PolicyServiceOfTests(Around around) {
        this.around = around;
        this.folder = Folders.create(ProjectFolder.here()
                .kept()
                .resolve("test-stack/policy-service-" + ProcessHandle.current().pid()));
        List<Integer> ports = FreePorts.several(3);
        this.port = ports.get(0);
        this.managementPort = ports.get(1);
        this.opaPort = ports.get(2);
    }

    /**
     * Where it is, started now if no other test of this JVM has started it. It has the registers and its OPA has them too; whether it
     * can decide depends on the heartbeats of the state topic.
     */
    public static synchronized String shared(Around around) {
        // A system property, because the tests of one JVM may load this class several times.
        String running = System.getProperty(ADDRESS);
        if (running == null) {
            running = new PolicyServiceOfTests(around).start();
            System.setProperty(ADDRESS, running);
        }
        return running;
    }

    /** Returns when it can decide, for which it needs heartbeats of the state topic. It must have been started. */
    public static void awaitReady() {
        URI ready = URI.create(System.getProperty(MANAGEMENT) + "/q/health/ready");
        Waiting.until(
                () -> HttpProbe.answers(ready),
                BOUND,
                () -> "policy-service was not ready within " + BOUND.toSeconds() + " s; its log: " + LOG);
    }

    private String start() {
        Secrets secrets = Secrets.in(folder.resolve("secrets"));
        ChildProcess service = launch(secrets);
        parts.add(service::kill);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        URI live = URI.create("http://localhost:" + managementPort + "/q/health/live");
        Waiting.until(
                () -> {
                    service.demandAlive(LOG);
                    return HttpProbe.answers(live);
                },
                BOUND,
                () -> "policy-service did not answer within " + BOUND.toSeconds() + " s; its log: " + LOG);
        around.registers().forEach(this::register);
        // Only now, so that the first bundle that it gets is the one with everything in it.
        OpaServer opa = OpaServer.start(new OpaServer.Settings(
                folder.resolve("opa"),
                opaPort,
                SignedBundles.of(address(), BUNDLE_TOKEN, secrets.bundlePublicKeyOnOneLine()),
                List.of()));
        parts.add(opa::kill);
        URI bundles = URI.create(opa.url() + "/health?bundles");
        Waiting.until(
                () -> HttpProbe.answers(bundles),
                BOUND,
                () -> "OPA did not get the bundles of policy-service, whose log is " + LOG);
        System.setProperty(MANAGEMENT, "http://localhost:" + managementPort);
        return address();
    }

    private ChildProcess launch(Secrets secrets) {
        TestStack stack = TestStack.shared();
        TestDatabase database = stack.database("policy");
        Map<String, String> settings = Map.ofEntries(
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.http.port", Integer.toString(port)),
                Map.entry("quarkus.management.host", "localhost"),
                Map.entry("quarkus.management.port", Integer.toString(managementPort)),
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.service().role()),
                Map.entry("quarkus.datasource.password", database.service().password()),
                Map.entry("quarkus.flyway.username", database.owner().role()),
                Map.entry("quarkus.flyway.password", database.owner().password()),
                Map.entry("kafka.bootstrap.servers", stack.bootstrapServers()),
                Map.entry("concord.kafka.topic-prefix", around.topicPrefix()),
                Map.entry("concord.kafka.replication-factor", "1"),
                Map.entry("concord.kafka.min-insync-replicas", "1"),
                Map.entry("concord.opa.url", "http://localhost:" + opaPort),
                Map.entry("concord.bundle.token", BUNDLE_TOKEN),
                Map.entry(
                        "concord.bundle.signing-key-file",
                        secrets.bundleSigningKey().toString()),
                Map.entry("concord.consent-service.url", around.consentService()),
                Map.entry("concord.service-client-secret", "secret-of-tests"),
                Map.entry("concord.pseudonym-key", PSEUDONYM_KEY),
                Map.entry("quarkus.oidc-client.auth-server-url", around.signIn()),
                // Tokens are verified with the key alone, so the packaged address of a sign-in service is taken out.
                Map.entry("%prod.quarkus.oidc.auth-server-url", ""),
                Map.entry("quarkus.oidc.public-key", around.publicKey()),
                Map.entry("quarkus.oidc.token.issuer", around.issuer()),
                // The machine of the tests may stand still for longer than heartbeats may in production.
                Map.entry("concord.projection.stale-after", "PT30S"),
                Map.entry("quarkus.log.console.json.enabled", "false"));
        forget(LOG);
        return ServiceProcess.start(new ServiceProcess.Launch(
                "policy-service",
                ProjectFolder.here().root().resolve("policy-service/target/quarkus-app/quarkus-run.jar"),
                folder,
                LOG,
                JVM,
                settings,
                Map.of()));
    }

    private void register(String document) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/register/import"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + around.operator())
                .timeout(BOUND)
                .POST(BodyPublishers.ofString(document))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"refused\":0")) {
                throw new IllegalStateException("policy-service did not take the register: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the register was imported", e);
        }
    }

    // Nothing of theirs will be looked at again, so they needn't end in order.
    private void end() {
        parts.forEach(Runnable::run);
        Folders.delete(folder);
    }

    private String address() {
        return "http://localhost:" + port;
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
