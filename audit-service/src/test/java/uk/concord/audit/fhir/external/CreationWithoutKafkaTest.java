package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Keys;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;

/** Kafka is away: nothing is acknowledged, and what is sent again afterwards is recorded once. With a stack of its own. */
@QuarkusTest
@WithTestResource(value = AuditTestResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = CreationWithoutKafkaTest.OwnStack.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CreationWithoutKafkaTest {

    private static final Set<Integer> TAKEN = Set.of(200, 201);

    // Given by the resource that also tells the service of it.
    TestStack stack;

    @Inject
    RecordedEvents events;

    /** Tells the service of a Kafka and a database of this test's own. */
    public static class OwnStack implements QuarkusTestResourceLifecycleManager {

        private final Map<String, Optional<String>> shared = new HashMap<>();
        private TestStack stack;

        @Override
        public Map<String, String> start() {
            stack = TestStack.own();
            TestDatabase database = stack.database("audit");
            // The test session has set these for its own stack, and a system property goes before a resource's
            // settings.
            set("kafka.bootstrap.servers", stack.bootstrapServers());
            set("quarkus.datasource.jdbc.url", database.jdbcUrl());
            set("quarkus.datasource.username", database.service().role());
            set("quarkus.datasource.password", database.service().password());
            set("quarkus.flyway.username", database.owner().role());
            set("quarkus.flyway.password", database.owner().password());
            set("quarkus.flyway.placeholders.service_role", database.service().role());
            set("concord.test.verifier.username", database.verifier().role());
            // A ledger goes on under its own key and checkpoint only, and the session's are another ledger's.
            Path ledger = newFolder();
            set(
                    "concord.ledger.signing-key-file",
                    Keys.writeNew(ledger.resolve("key.pem")).toString());
            set("concord.ledger.checkpoint-file", ledger.resolve("checkpoint").toString());
            return Map.of("concord.kafka.acknowledge-within", "PT1S");
        }

        private static Path newFolder() {
            try {
                Path folder = Files.createTempDirectory("ledger-without-kafka");
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
        public void inject(TestInjector injector) {
            injector.injectIntoFields(stack, new TestInjector.MatchesType(TestStack.class));
        }

        @Override
        public void stop() {
            shared.forEach((property, before) -> before.ifPresentOrElse(
                    value -> System.setProperty(property, value), () -> System.clearProperty(property)));
            stack.close();
        }
    }

    @Test
    void nothingIsTakenWithoutItsRecordAndWhatIsSentAgainIsRecordedOnce() {
        // A Kafka that has only just begun may take longer for its first event than a request waits.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> TAKEN.contains(create("2026-11-20T10:00:00Z").statusCode()));
        stack.tell(TestStack.Part.KAFKA, TestStack.Fault.FREEZE);
        Response away = create("2026-11-20T10:00:01Z");
        stack.tell(TestStack.Part.KAFKA, TestStack.Fault.THAW);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.contentType()).startsWith("application/fhir+json");
        assertThat(away.<String>path("issue[0].diagnostics")).contains("/problems/audit-unavailable");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> TAKEN.contains(create("2026-11-20T10:00:01Z").statusCode()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> create("2026-11-20T10:00:01Z").statusCode() == 200);
        assertThat(events.number("select count(*) from record where type = 'external'"))
                .isEqualTo(2);
        assertThat(events.number("select count(*) from parked")).isZero();
    }

    private static Response create(String recorded) {
        return People.with(TestTokens.partner("rxn-epr"))
                .contentType("application/fhir+json")
                .body("""
                        {"resourceType":"AuditEvent","type":{"code":"rest"},"recorded":"%s","agent":[{"requestor":true}],\
                        "source":{"observer":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code",\
                        "value":"RXN"}}}}""".formatted(recorded))
                .post("/fhir/AuditEvent");
    }
}
