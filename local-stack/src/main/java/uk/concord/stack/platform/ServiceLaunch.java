package uk.concord.stack.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;

/** Starts one of Concord's services from what Maven packaged. */
final class ServiceLaunch implements PartPlan.Starter {

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC");

    private final PlatformSettings settings;
    private final Secrets secrets;
    private final Service service;

    ServiceLaunch(PlatformSettings settings, Secrets secrets, Service service) {
        this.settings = settings;
        this.secrets = secrets;
        this.service = service;
    }

    /**
     * One service.
     *
     * @param database the name of its database, from which those of its roles come
     * @param own settings that no other service has
     */
    record Service(
            String name, String database, PlatformPort port, PlatformPort managementPort, Map<String, String> own) {}

    @Override
    public PartPlan.Started start(Consumer<String> doing) {
        Path jar = settings.project().root().resolve(service.name()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(service.name() + " is not built (" + jar + "): run './concord run'");
        }
        Path log = settings.log(service.name());
        List<String> command = new java.util.ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(OPTIONS);
        // The name of this setting can't be written as an environment variable without doubt.
        command.add("-Dquarkus.flyway.placeholders.service_role=" + service.database() + "_service");
        command.addAll(List.of("-jar", jar.toString()));
        ChildProcess process = ChildProcess.start(new ChildProcess.Launch(
                service.name(),
                command,
                environment(),
                Folders.create(settings.folder().resolve(service.name())),
                log,
                ChildProcess.StopSignal.TERM));
        URI ready = URI.create("http://localhost:" + settings.port(service.managementPort()) + "/q/health/ready");
        Waiting.until(
                () -> {
                    process.demandAlive(log);
                    return HttpProbe.answers(ready);
                },
                BOUND,
                () -> service.name() + " was not ready within " + BOUND.toSeconds() + " s; its log: " + log);
        return new PartPlan.Started(process, () -> HttpProbe.answers(ready));
    }

    private Map<String, String> environment() {
        Map<String, String> values = new HashMap<>();
        values.put("QUARKUS_HTTP_HOST", "localhost");
        values.put("QUARKUS_HTTP_PORT", text(service.port()));
        values.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        values.put("QUARKUS_MANAGEMENT_PORT", text(service.managementPort()));
        values.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + text(PlatformPort.POSTGRES) + "/" + service.database());
        values.put("QUARKUS_DATASOURCE_USERNAME", service.database() + "_service");
        values.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password(service.database() + "-service"));
        values.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        values.put("QUARKUS_FLYWAY_USERNAME", service.database() + "_owner");
        values.put("QUARKUS_FLYWAY_PASSWORD", secrets.password(service.database() + "-owner"));
        values.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + text(PlatformPort.KAFKA));
        values.put("CONCORD_KAFKA_REPLICATION_FACTOR", "1");
        values.put("CONCORD_KAFKA_MIN_INSYNC_REPLICAS", "1");
        values.put("QUARKUS_OIDC_AUTH_SERVER_URL", settings.issuer().toString());
        values.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", settings.issuer().toString());
        values.put("CONCORD_PSEUDONYM_KEY", secrets.key("pseudonym-key"));
        values.put("CONCORD_PUBLIC_BASE_URL", settings.gateway().toString());
        values.put("CONCORD_CONSENT_SERVICE_URL", "http://localhost:" + text(PlatformPort.CONSENT_SERVICE));
        values.put("CONCORD_POLICY_SERVICE_URL", "http://localhost:" + text(PlatformPort.POLICY_SERVICE));
        values.put("CONCORD_AUDIT_SERVICE_URL", "http://localhost:" + text(PlatformPort.AUDIT_SERVICE));
        values.put("CONCORD_SERVICE_CLIENT_SECRET", service.name() + "-secret");
        values.putAll(service.own());
        return values;
    }

    private String text(PlatformPort port) {
        return Integer.toString(settings.port(port));
    }
}
