package uk.concord.audit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;

/** A ledger of a test's own, in its own database and topics, that two keys sign. */
public final class ChangingKeyResource implements QuarkusTestResourceLifecycleManager {

    private final Map<String, Optional<String>> shared = new HashMap<>();

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestStack.shared().database("audit");
        // The test session has set these for the database that others share, and a system property goes before a
        // resource's settings.
        set("quarkus.datasource.jdbc.url", database.jdbcUrl());
        set("quarkus.datasource.username", database.service().role());
        set("quarkus.datasource.password", database.service().password());
        set("quarkus.flyway.username", database.owner().role());
        set("quarkus.flyway.password", database.owner().password());
        set("quarkus.flyway.placeholders.service_role", database.service().role());
        set("concord.test.verifier.username", database.verifier().role());
        set("concord.kafka.topic-prefix", "keys-" + UUID.randomUUID() + ".");
        Path folder = newFolder();
        set("concord.ledger.checkpoint-file", folder.resolve("checkpoint").toString());
        set(
                "concord.ledger.signing-key-file",
                Keys.writeNew(folder.resolve("new.pem")).toString());
        set(
                "concord.ledger.second-signing-key-file",
                Keys.writeNew(folder.resolve("old.pem")).toString());
        return Map.of();
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("ledger-with-two-keys");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void set(String property, String value) {
        shared.put(property, Optional.ofNullable(System.setProperty(property, value)));
    }

    @Override
    public void stop() {
        shared.forEach((property, before) -> before.ifPresentOrElse(
                value -> System.setProperty(property, value), () -> System.clearProperty(property)));
    }
}
