package uk.concord.stack.platform;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import uk.concord.stack.kafka.KafkaServer;
import uk.concord.stack.keycloak.KeycloakServer;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.opa.SignedBundles;
import uk.concord.stack.platform.PartPlan.Started;
import uk.concord.stack.platform.ServiceLaunch.Service;
import uk.concord.stack.port.FreePorts;
import uk.concord.stack.postgres.DatabaseSetup;
import uk.concord.stack.postgres.DatabaseSetup.Login;
import uk.concord.stack.postgres.DatabaseSetup.ServiceDatabase;
import uk.concord.stack.postgres.PostgresServer;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;
import uk.concord.stack.tool.GoTool;

/** What the parts are and what each needs. */
final class PlatformPlan {

    private static final Set<String> FOR_SERVICES = Set.of(PlatformParts.POSTGRES, PlatformParts.KAFKA);
    private static final String VERIFIER = "audit_verifier";
    private static final List<String> DATABASES = List.of("consent", "policy", "audit", "gateway");
    private static final List<String> SMALL_JVM =
            List.of("-Xms16m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final PlatformSettings settings;
    private final Secrets secrets;

    PlatformPlan(PlatformSettings settings) {
        this.settings = settings;
        this.secrets = Secrets.of(settings);
    }

    /** The parts that are wanted, each after those that it needs as far as they are wanted too. */
    List<PartPlan> parts() {
        List<PartPlan> plans = new ArrayList<>();
        for (PartPlan plan : all()) {
            if (settings.parts().contains(plan.name())) {
                Set<String> after = new HashSet<>(plan.after());
                after.retainAll(settings.parts());
                plans.add(new PartPlan(plan.name(), plan.address(), after, plan.starter()));
            }
        }
        return plans;
    }

    private List<PartPlan> all() {
        return List.of(
                part(PlatformParts.POSTGRES, "localhost:" + port(PlatformPort.POSTGRES), Set.of(), this::postgres),
                part(PlatformParts.KAFKA, "localhost:" + port(PlatformPort.KAFKA), Set.of(), this::kafka),
                part(PlatformParts.KEYCLOAK, settings.issuer().toString(), Set.of(), this::keycloak),
                part(PlatformParts.OPA, http(PlatformPort.OPA), Set.of(), this::opa),
                part(PlatformParts.CUSTODIAN, http(PlatformPort.CUSTODIAN) + "/fhir", Set.of(), this::custodian),
                service(new Service(
                        PlatformParts.CONSENT_SERVICE,
                        "consent",
                        PlatformPort.CONSENT_SERVICE,
                        PlatformPort.CONSENT_SERVICE_MANAGEMENT,
                        Map.of(),
                        Map.of())),
                service(new Service(
                        PlatformParts.POLICY_SERVICE,
                        "policy",
                        PlatformPort.POLICY_SERVICE,
                        PlatformPort.POLICY_SERVICE_MANAGEMENT,
                        Map.of(
                                "concord.opa.url",
                                http(PlatformPort.OPA),
                                "concord.bundle.signing-key-file",
                                secrets.bundleSigningKey().toString()),
                        Map.of("CONCORD_BUNDLE_TOKEN", secrets.password("bundle-token")))),
                service(new Service(
                        PlatformParts.AUDIT_SERVICE,
                        "audit",
                        PlatformPort.AUDIT_SERVICE,
                        PlatformPort.AUDIT_SERVICE_MANAGEMENT,
                        Map.of(
                                // The log's name for ever: it must not change with a port.
                                "concord.ledger.origin",
                                "concord.example/local-stack",
                                "concord.ledger.signing-key-file",
                                secrets.ledgerSigningKey().toString(),
                                "concord.ledger.checkpoint-file",
                                settings.ledgerCheckpoint().toString(),
                                "quarkus.flyway.placeholders.verifier_role",
                                VERIFIER),
                        Map.of())),
                service(new Service(
                        PlatformParts.GATEWAY,
                        "gateway",
                        PlatformPort.GATEWAY,
                        PlatformPort.GATEWAY_MANAGEMENT,
                        Map.of(
                                "concord.sign-in.url",
                                settings.issuer().toString(),
                                "concord.custodian.P81002.fhir-base-url",
                                http(PlatformPort.CUSTODIAN) + "/fhir"),
                        Map.of(
                                "CONCORD_GATEWAY_SEALING_KEY",
                                secrets.key("gateway-sealing-key"),
                                "CONCORD_SIGN_IN_CLIENT_SECRET",
                                "gateway-login-secret"))));
    }

    private PartPlan service(Service service) {
        Set<String> after = new HashSet<>(FOR_SERVICES);
        if (service.name().equals(PlatformParts.POLICY_SERVICE)) {
            // It isn't ready without OPA, and OPA's first installation takes longer than any start of a service.
            after.add(PlatformParts.OPA);
        }
        return part(service.name(), http(service.port()), after, new ServiceLaunch(settings, secrets, service));
    }

    private static PartPlan part(String name, String address, Set<String> after, PartPlan.Starter starter) {
        return new PartPlan(name, address, after, starter);
    }

    private Started postgres(Consumer<String> doing) {
        PostgresServer server = PostgresServer.start(new PostgresServer.Settings(
                settings.project(),
                settings.folder().resolve("postgres"),
                settings.log(PlatformParts.POSTGRES),
                port(PlatformPort.POSTGRES),
                secrets.password("postgres"),
                true));
        doing.accept("databases and roles");
        DatabaseSetup setup = new DatabaseSetup(server);
        try {
            for (String database : DATABASES) {
                ServiceDatabase wanted = new ServiceDatabase(
                        database,
                        new Login(database + "_owner", secrets.password(database + "-owner")),
                        new Login(database + "_service", secrets.password(database + "-service")));
                setup.create(wanted);
                if (database.equals("audit")) {
                    setup.createReader(wanted, new Login(VERIFIER, secrets.password("audit-verifier")));
                }
            }
        } catch (SQLException e) {
            server.stop();
            throw new IllegalStateException("The databases could not be set up: " + e.getMessage(), e);
        }
        return new Started(server.process(), server::isHealthy);
    }

    private Started kafka(Consumer<String> doing) {
        KafkaServer server = KafkaServer.start(new KafkaServer.Settings(
                settings.project(),
                settings.folder().resolve("kafka"),
                settings.log(PlatformParts.KAFKA),
                port(PlatformPort.KAFKA),
                port(PlatformPort.KAFKA_CONTROLLER)));
        return new Started(server.process(), server::isHealthy);
    }

    private Started keycloak(Consumer<String> doing) {
        KeycloakServer server = KeycloakServer.start(
                new KeycloakServer.Settings(
                        settings.project(),
                        settings.folder().resolve("keycloak"),
                        settings.log(PlatformParts.KEYCLOAK),
                        port(PlatformPort.KEYCLOAK),
                        port(PlatformPort.KEYCLOAK_MANAGEMENT),
                        settings.gateway()),
                doing);
        return new Started(server.process(), server::isHealthy);
    }

    private Started opa(Consumer<String> doing) {
        if (!GoTool.OPA.isInstalled()) {
            doing.accept("installing it with Go, once");
        }
        GoTool.OPA.path();
        doing.accept("starting");
        OpaServer server = OpaServer.start(new OpaServer.Settings(
                settings.folder().resolve("opa"), port(PlatformPort.OPA), opaConfiguration(), List.of()));
        return new Started(server.process(), server::isHealthy);
    }

    private String opaConfiguration() {
        return SignedBundles.of(
                        http(PlatformPort.POLICY_SERVICE),
                        secrets.password("bundle-token"),
                        secrets.bundlePublicKeyOnOneLine())
                + """
                  labels: {engine: policy-engine}
                  status: {service: policy-service}
                  """;
    }

    private Started custodian(Consumer<String> doing) {
        Path log = settings.log(PlatformParts.CUSTODIAN);
        int port = port(PlatformPort.CUSTODIAN);
        ChildProcess process = ChildProcess.start(new ChildProcess.Launch(
                PlatformParts.CUSTODIAN,
                JavaCommand.ofServer(
                        settings.project(),
                        SMALL_JVM,
                        "uk.concord.stack.custodian.CustodianServer",
                        List.of("--port", Integer.toString(port))),
                Map.of(),
                Folders.create(settings.folder().resolve(PlatformParts.CUSTODIAN)),
                log,
                ChildProcess.StopSignal.TERM));
        Waiting.until(
                () -> {
                    process.demandAlive(log);
                    return FreePorts.answers(port);
                },
                java.time.Duration.ofSeconds(60),
                () -> "The custodian's FHIR server did not answer; its log: " + log);
        return new Started(process, () -> FreePorts.answers(port));
    }

    private int port(PlatformPort port) {
        return settings.port(port);
    }

    private String http(PlatformPort port) {
        return "http://localhost:" + port(port);
    }
}
