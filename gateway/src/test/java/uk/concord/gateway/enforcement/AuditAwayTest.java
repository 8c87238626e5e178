package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.stack.testing.TestStack;

/** Kafka is away: nothing goes out, because it could not be recorded. With a stack of its own, whose Kafka it may stop. */
@GatewayTest
@TestProfile(AuditAwayTest.OwnKafka.class)
class AuditAwayTest {

    private static TestStack stack;

    public static class OwnKafka implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            stack = TestStack.own();
            Map<String, String> settings = new HashMap<>();
            settings.put("kafka.bootstrap.servers", stack.bootstrapServers());
            settings.put("concord.kafka.acknowledge-within", "PT1S");
            return settings;
        }
    }

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        new Policy();
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void nothingIsReleasedWithoutItsRecordAndAllIsWellAgainAfterwards() {
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
        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Fhir.partner().get(search).statusCode()).isEqualTo(200));
    }
}
