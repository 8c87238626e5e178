package uk.concord.stack.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.JavaCommand;
import uk.concord.stack.process.Waiting;

/** Starts one of Concord's services from what Maven packaged. */
final class ServiceLaunch implements PartPlan.Starter {

    private static final Duration BOUND = Duration.ofSeconds(300);
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
     * @param settings that no other service has, by their exact names
     * @param secrets that no other service has, by their environment variables
     */
    record Service(
            String name,
            String database,
            PlatformPort port,
            PlatformPort managementPort,
            Map<String, String> settings,
            Map<String, String> secrets) {}

    @Override
    public PartPlan.Started start(Consumer<String> doing) {
        Path jar = settings.project().root().resolve(service.name()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(service.name() + " is not built (" + jar + "): run './concord run'");
        }
        Path log = settings.log(service.name());
        Path folder = settings.folder().resolve(service.name());
        // Quarkus reads this file below the folder that it runs in. Secrets stay out of it.
        writeSettings(folder.resolve("config/application.properties"));
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        ChildProcess process = ChildProcess.start(new ChildProcess.Launch(
                service.name(), command, secretsInEnvironment(), folder, log, ChildProcess.StopSignal.TERM));
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

    private void writeSettings(Path file) {
        Properties values = new Properties();
        values.setProperty("quarkus.http.host", "localhost");
        values.setProperty("quarkus.http.port", text(service.port()));
        values.setProperty("quarkus.management.host", "localhost");
        values.setProperty("quarkus.management.port", text(service.managementPort()));
        values.setProperty(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:" + text(PlatformPort.POSTGRES) + "/" + service.database());
        values.setProperty("quarkus.datasource.username", service.database() + "_service");
        values.setProperty("quarkus.flyway.migrate-at-start", "true");
        values.setProperty("quarkus.flyway.username", service.database() + "_owner");
        values.setProperty("quarkus.flyway.placeholders.service_role", service.database() + "_service");
        values.setProperty("kafka.bootstrap.servers", "localhost:" + text(PlatformPort.KAFKA));
        values.setProperty("concord.kafka.replication-factor", "1");
        values.setProperty("concord.kafka.min-insync-replicas", "1");
        values.setProperty("quarkus.oidc.auth-server-url", settings.issuer().toString());
        values.setProperty(
                "quarkus.oidc-client.auth-server-url", settings.issuer().toString());
        values.setProperty("concord.public-base-url", settings.gateway().toString());
        values.setProperty("concord.consent-service.url", http(PlatformPort.CONSENT_SERVICE));
        values.setProperty("concord.policy-service.url", http(PlatformPort.POLICY_SERVICE));
        values.setProperty("concord.audit-service.url", http(PlatformPort.AUDIT_SERVICE));
        // A minute in production; here somebody may be waiting for it.
        values.setProperty("concord.handover.alarm-after", "PT15S");
        values.putAll(service.settings());
        Folders.createFor(file);
        try (Writer out = Files.newBufferedWriter(file)) {
            values.store(out, "Written at each start by ./concord run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> secretsInEnvironment() {
        Map<String, String> values = new HashMap<>();
        values.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password(service.database() + "-service"));
        values.put("QUARKUS_FLYWAY_PASSWORD", secrets.password(service.database() + "-owner"));
        values.put("CONCORD_PSEUDONYM_KEY", secrets.key("pseudonym-key"));
        values.put("CONCORD_SERVICE_CLIENT_SECRET", service.name() + "-secret");
        values.putAll(service.secrets());
        return values;
    }

    private String http(PlatformPort port) {
        return "http://localhost:" + text(port);
    }

    private String text(PlatformPort port) {
        return Integer.toString(settings.port(port));
    }
}
