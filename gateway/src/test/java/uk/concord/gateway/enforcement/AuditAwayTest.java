package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.stack.testing.TestStack;

/** Kafka is away: nothing goes out, because it could not be recorded. With a stack of its own, whose Kafka it may stop. */
@GatewayTest
@WithTestResource(value = AuditAwayTest.OwnKafka.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AuditAwayTest {

    private static final String KAFKA = "kafka.bootstrap.servers";

    // Given by the resource that also tells the gateway of it: it must be the very Kafka that the gateway uses.
    TestStack stack;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    /** Tells the gateway of a Kafka of this test's own; started once, where a test profile is asked more than once. */
    public static class OwnKafka implements QuarkusTestResourceLifecycleManager {

        private TestStack stack;
        private String shared;

        @Override
        public Map<String, String> start() {
            stack = TestStack.own();
            // The test session has set this one for its own Kafka, and a system property goes before a resource's
            // settings.
            shared = System.setProperty(KAFKA, stack.bootstrapServers());
            return Map.of("concord.kafka.acknowledge-within", "PT1S");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(stack, new TestInjector.MatchesType(TestStack.class));
        }

        @Override
        public void stop() {
            System.setProperty(KAFKA, shared);
            stack.close();
        }
    }

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        new Policy();
    }

    @Test
    void nothingIsReleasedWithoutItsRecordAndAllIsWellAgainAfterwards() {
        assertThat(broker).containsEntry("bootstrap.servers", stack.bootstrapServers());
        String search = Fhir.search("P81002", "MedicationRequest", Practice.FIRST);
        assertThat(Fhir.partner().get(search).statusCode()).isEqualTo(200);

        stack.tell(TestStack.Part.KAFKA, TestStack.Fault.FREEZE);
        Response away = Fhir.partner().get(search);
        Response read = Fhir.partner().get("/fhir/P81002/MedicationRequest/medicationrequest-0-0");
        stack.tell(TestStack.Part.KAFKA, TestStack.Fault.THAW);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(Fhir.json(away).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(away.asString()).doesNotContain("Amlodipine");
        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(read.asString()).doesNotContain("Amlodipine");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(Fhir.partner().get(search).statusCode()).isEqualTo(200));
    }
}
