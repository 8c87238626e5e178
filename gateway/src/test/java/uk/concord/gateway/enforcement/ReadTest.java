package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.AuditLog;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;

@GatewayTest
class ReadTest {

    private static final String ORDINARY = "/fhir/P81002/MedicationRequest/medicationrequest-0-0";
    private static final String FOR_MENTAL_HEALTH = "/fhir/P81002/MedicationRequest/medicationrequest-0-16";

    private Policy policy;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        policy = new Policy();
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDINARY, FOR_MENTAL_HEALTH, "/fhir/P81002/Patient/patient-0"})
    void aPermittedResourceComesOut(String path) {
        Response answer = Fhir.partner().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Fhir.json(answer).path("id").asText()).isEqualTo(path.substring(path.lastIndexOf('/') + 1));
        assertThat(policy.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.text()).contains("\"id\":\"" + Practice.FIRST + "\""));
    }

    @Test
    void aWithheldOneDoesNotAndThatIsOnRecord() {
        policy.withholds("mental-health");
        String request = UUID.randomUUID().toString();

        Response answer = Fhir.partner().header("X-Request-ID", request).get(FOR_MENTAL_HEALTH);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString()).doesNotContain("Sertraline", "mental");
        assertThat(AuditLog.of(request)).singleElement().satisfies(record -> {
            assertThat(record.path("outcome").asText()).isEqualTo("partial");
            assertThat(record.path("detail").path("returned").asInt()).isZero();
            assertThat(record.path("detail").path("withheld").asInt()).isEqualTo(1);
        });
    }

    @Test
    void whatTheCustodianDoesNotHaveIsNotFound() {
        Fhir.partner()
                .get("/fhir/P81002/MedicationRequest/medicationrequest-0-999")
                .then()
                .statusCode(404);
        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void aDenialSaysWhy() {
        policy.objects();

        Response answer = Fhir.partner().get(ORDINARY);

        assertThat(answer.statusCode()).isEqualTo(403);
        JsonNode issues = Fhir.json(answer).path("issue");
        assertThat(issues.findValuesAsText("text"))
                .as("every reason against it and none for it, in policy-service's words")
                .isEqualTo(policy.decided()
                        .at("/context/reasons")
                        .valueStream()
                        .filter(reason -> reason.path("effect").asText().equals("deny"))
                        .map(reason -> reason.path("text").asText())
                        .toList())
                .contains("The patient objects to this under Sharing for your care. Go on without it: only the patient"
                        + " can change this.");
        assertThat(issues.path(0).path("diagnostics").asText())
                .isEqualTo("decision " + policy.decided().at("/context/id").asText());
        assertThat(answer.asString()).doesNotContain("Amlodipine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Condition\",\"id\":\"a1\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"a2\"}",
                "{\"resourceType\":\"Bundle\",\"id\":\"a1\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"a1\",\"resourceType\":\"Condition\"}",
                "[]",
                "rubbish",
                "<MedicationRequest/>",
                ""
            })
    void anotherResourceThanTheOneAskedForIsNotPassedOn(String body) {
        StandIn.of("custodian").answers(request -> StandIn.Reply.json(200, body));

        Response answer = Fhir.partner().get("/fhir/Y00001/MedicationRequest/a1");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void whereNobodyCanTellAboutWhomItIsNothingIsReleased() {
        StandIn.of("custodian")
                .answers(
                        request -> StandIn.Reply.json(
                                request.uri().contains("/Patient/") ? 404 : 200,
                                "{\"resourceType\":\"MedicationRequest\",\"id\":\"a1\",\"subject\":{\"reference\":\"Patient/x\"}}"));

        Fhir.partner().get("/fhir/Y00001/MedicationRequest/a1").then().statusCode(403);
        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void aSubjectWithoutANumberIsLookedUp() {
        StandIn.of("custodian")
                .answers(
                        request -> StandIn.Reply.json(
                                200,
                                request.uri().contains("/Patient/x")
                                        ? "{\"resourceType\":\"Patient\",\"id\":\"x\",\"identifier\":[{\"system\":\""
                                                + Fhir.SYSTEM + "\",\"value\":\"" + Practice.FIRST + "\"}]}"
                                        : "{\"resourceType\":\"MedicationRequest\",\"id\":\"a1\",\"subject\":{\"reference\":\"Patient/x\"}}"));

        Fhir.partner().get("/fhir/Y00001/MedicationRequest/a1").then().statusCode(200);
        assertThat(policy.questions().getFirst().text()).contains(Practice.FIRST);
    }
}
