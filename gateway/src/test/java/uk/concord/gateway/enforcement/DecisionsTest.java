package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;

/** Whatever isn't a plain permit that is wholly understood is no permit. */
@GatewayTest
class DecisionsTest {

    private static final String ID = "\"id\":\"" + Policy.DECISION + "\"";
    private static final String ALL =
            "\"permitted\":[\"medications\",\"mental-health\",\"sexual-health\",\"assisted-conception\"]";

    private Policy policy;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        policy = new Policy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "[]",
                "true",
                "{}",
                "{\"decision\":\"true\",\"context\":{ID,ALL}}",
                "{\"decision\":1,\"context\":{ID,ALL}}",
                "{\"decision\":null,\"context\":{ID,ALL}}",
                "{\"decision\":true}",
                "{\"decision\":true,\"context\":{ALL}}",
                "{\"decision\":true,\"context\":{\"id\":\"x\",ALL}}",
                "{\"decision\":true,\"context\":{ID}}",
                "{\"decision\":true,\"context\":{ID,\"permitted\":\"medications\"}}",
                "{\"decision\":true,\"context\":{ID,\"permitted\":[{\"code\":\"medications\"}]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":\"redact\"}}"
            })
    void whatIsNotAnAnswerIsA503(String answer) {
        policy.answers(200, answer.replace("ID", ID).replace("ALL", ALL));

        refused(503, "transient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"decision\":false}",
                "{\"decision\":false,\"context\":{ID,ALL}}",
                "{\"decision\":true,\"context\":{ID,\"permitted\":[]}}",
                "{\"decision\":true,\"context\":{ID,\"permitted\":[\"mental-health\"]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"withheld\":[\"medications\"]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"redact\",\"type\":\"custom\",\"properties\":{\"action\":\"redact\",\"categories\":[\"medications\"]}}]}}",
                // Obligations that aren't known, or aren't understood, or stand beside one that is.
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"x\",\"type\":\"step-up\",\"properties\":{\"acr_value\":\"3\"}}]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"x\",\"type\":\"custom\",\"properties\":{\"action\":\"mask\"}}]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"redact\",\"type\":\"custom\",\"properties\":{\"action\":\"redact\"}}]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{}]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[\"redact\"]}}",
                "{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"redact\",\"type\":\"custom\",\"properties\":{\"action\":\"redact\",\"categories\":[]}},{\"id\":\"n\",\"type\":\"notification\",\"properties\":{}}]}}"
            })
    void whatIsNotAPermitIsADenial(String answer) {
        policy.answers(200, answer.replace("ID", ID).replace("ALL", ALL));

        refused(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "400,400,invalid",
        "401,401,login",
        "403,403,forbidden",
        "404,503,transient",
        "500,503,transient",
        "503,503,transient",
        "302,503,transient"
    })
    void anErrorOfPolicyServiceIsAnErrorHere(int answered, int status, String code) {
        policy.answers(answered, "{\"detail\":\"The reason.\"}");

        Response answer = refused(status, code);

        assertThat(answer.asString().contains("The reason.")).isEqualTo(status < 500);
    }

    @Test
    void theRedactionThatIsDemandedIsDoneEvenWhereThePermitForgetsIt() {
        policy.answers(
                200,
                ("{\"decision\":true,\"context\":{ID,ALL,\"obligations\":[{\"id\":\"redact\",\"type\":\"custom\",\"properties\":"
                                + "{\"action\":\"redact\",\"categories\":[\"mental-health\",\"assisted-conception\"]}}]}}")
                        .replace("ID", ID)
                        .replace("ALL", ALL));

        Response answer = Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        assertThat(Fhir.ids(Fhir.json(answer))).hasSize(3);
        assertThat(answer.asString()).contains("Doxycycline").doesNotContain("Sertraline", "Follitropin");
    }

    @Test
    void aBreakGlassPermitIsReleasedBecauseItsRecordTellsThePatientAndTheReviewer() throws IOException {
        policy.answers(
                200,
                ("{\"decision\":true,\"context\":{ID,ALL,\"obligations\":["
                                + "{\"id\":\"redact\",\"type\":\"custom\",\"properties\":{\"action\":\"redact\",\"categories\":"
                                + "[\"assisted-conception\"]}},"
                                + "{\"id\":\"notify-patient\",\"type\":\"custom\",\"properties\":{\"action\":\"notify-patient\"}},"
                                + "{\"id\":\"review\",\"type\":\"custom\",\"properties\":{\"action\":\"review\"}}]}}")
                        .replace("ID", ID)
                        .replace("ALL", ALL));

        Response answer = Fhir.as("rxn-epr")
                .header("X-Purpose-Of-Use", "BTG")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000")
                .get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        answer.then().statusCode(200);
        assertThat(answer.asString()).contains("Doxycycline", "Sertraline").doesNotContain("Follitropin");
        JsonNode asked =
                new ObjectMapper().readTree(policy.questions().getLast().body());
        assertThat(asked.at("/action/properties/purpose").asText()).isEqualTo("BTG");
        assertThat(asked.at("/subject/id").asText()).isEqualTo("555254242106");
        assertThat(asked.at("/subject/properties/role").asText()).isEqualTo("R8000");
    }

    @Test
    void whileTheRegisterIsUnknownNothingIsReleased() {
        policy.categories(request -> StandIn.Reply.json(503, "{}"));
        refused(503, "transient");
        policy.categories(request -> StandIn.Reply.json(200, "{\"categories\":[]}"));
        refused(503, "transient");
        policy.categories(request -> StandIn.Reply.json(200, "{\"categories\":[{\"id\":\"medications\"}]}"));
        refused(503, "transient");
        policy.categories(request -> StandIn.Reply.json(200, "rubbish"));
        refused(503, "transient");

        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void theRegisterIsReadWithTheGatewaysOwnAccount() {
        policy.categories(request -> request.headers().getFirst("Authorization").startsWith("Bearer ey")
                ? StandIn.Reply.json(200, Policy.CATEGORIES)
                : StandIn.Reply.json(401, "{}"));

        Fhir.partner()
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(200);
    }

    @Test
    void aTypeThatTheRegisterDoesNotMapIsNotReleased() {
        policy.categories(request -> StandIn.Reply.json(200, Policy.CATEGORIES.replace("Observation", "Immunization")));

        Fhir.partner()
                .get(Fhir.search("P81002", "Observation", Practice.FIRST))
                .then()
                .statusCode(404);
    }

    private static Response refused(int status, String code) {
        Response answer = Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/fhir+json");
        assertThat(Fhir.json(answer).path("issue").path(0).path("code").asText())
                .isEqualTo(code);
        assertThat(answer.asString()).doesNotContain("Amlodipine", Practice.FIRST);
        return answer;
    }
}
