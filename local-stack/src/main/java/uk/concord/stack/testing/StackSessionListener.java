package uk.concord.stack.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives the tests of a service their database and their Kafka, as Quarkus' settings, before the first of them is even looked for.
 *
 * <p>Which database: the system property {@code concord.test.database}, else the module's name ({@code consent-service} has
 * {@code consent}). A module that is not known gets nothing, and no server is started for it.
 */
public final class StackSessionListener implements LauncherSessionListener {

    private static final Map<String, String> DATABASES = Map.of(
            "consent-service", "consent",
            "policy-service", "policy",
            "audit-service", "audit",
            "gateway", "gateway",
            "shared-kernel", "kernel");

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        service().ifPresent(StackSessionListener::configure);
    }

    private static Optional<String> service() {
        String named = System.getProperty("concord.test.database");
        if (named != null) {
            return named.isBlank() ? Optional.empty() : Optional.of(named);
        }
        Path module =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
        return Optional.ofNullable(DATABASES.get(module.getFileName().toString()));
    }

    private static void configure(String service) {
        TestStack stack = TestStack.shared();
        TestDatabase database = stack.database(service);
        Map<String, String> settings = Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.service().role()),
                Map.entry("quarkus.datasource.password", database.service().password()),
                Map.entry("quarkus.flyway.username", database.owner().role()),
                Map.entry("quarkus.flyway.password", database.owner().password()),
                Map.entry(
                        "quarkus.flyway.placeholders.service_role",
                        database.service().role()),
                Map.entry("kafka.bootstrap.servers", stack.bootstrapServers()),
                Map.entry(
                        "concord.kafka.topic-prefix",
                        database.name().replace('_', '-') + "-"
                                + ProcessHandle.current().pid() + "-"),
                Map.entry("concord.test.verifier.username", database.verifier().role()),
                Map.entry("concord.test.verifier.password", database.verifier().password()),
                Map.entry(
                        "concord.test.superuser.username", database.superuser().role()),
                Map.entry(
                        "concord.test.superuser.password", database.superuser().password()));
        settings.forEach(System::setProperty);
    }
}
