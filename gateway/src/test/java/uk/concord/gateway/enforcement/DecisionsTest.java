package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.RealPolicy;
import uk.concord.gateway.standin.StandIn;

/** Whatever isn't a plain permit that is wholly understood is no permit. */
@GatewayTest
class DecisionsTest {

    private Policy policy;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        policy = new Policy();
    }

    static Stream<Named<UnaryOperator<String>>> noAnswers() {
        return Stream.of(
                named("nothing", answer -> ""),
                named("an answer cut in the middle", answer -> answer.substring(0, answer.length() / 2)),
                named("bytes of something else", answer -> "rubbish"),
                named("a list", answer -> "[" + answer + "]"),
                named("the decision without anything around it", answer -> "true"),
                named("an empty object", answer -> "{}"),
                changed("a decision that is a text", answer -> answer.put("decision", "true")),
                changed("a decision that is a number", answer -> answer.put("decision", 1)),
                changed("a decision that is null", answer -> answer.putNull("decision")),
                changed("a permit without anything else", answer -> answer.remove("context")),
                changed(
                        "a permit without a decision id",
                        answer -> context(answer).remove("id")),
                changed(
                        "a permit with an id that is none",
                        answer -> context(answer).put("id", "x")),
                changed("a permit of nothing named", answer -> context(answer).remove("permitted")),
                changed("a permit of a text", answer -> context(answer).put("permitted", "medications")),
                changed(
                        "a permit of objects",
                        answer -> context(answer)
                                .putArray("permitted")
                                .addObject()
                                .put("code", "medications")),
                changed("obligations that are a text", answer -> context(answer).put("obligations", "redact")));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void whatIsNotAnAnswerIsA503(UnaryOperator<String> damage) {
        policy.onTheWay(damage);

        refused(503, "transient");
        assertThat(policy.decided().path("decision").asBoolean())
                .as("policy-service has permitted it")
                .isTrue();
    }

    static Stream<Named<UnaryOperator<String>>> noPermits() {
        return Stream.of(
                changed(
                        "a no without anything else",
                        answer -> answer.put("decision", false).remove("context")),
                changed("a no that names what is permitted", answer -> answer.put("decision", false)),
                changed("a permit of nothing", answer -> context(answer).putArray("permitted")),
                changed(
                        "a permit of something else",
                        answer -> context(answer).putArray("permitted").add("mental-health")),
                changed(
                        "a permit that withholds what it permits",
                        answer -> context(answer).putArray("withheld").add("medications")),
                obliged("a permit that has what it permits redacted", "redact", "medications"),
                // Obligations that aren't known, or aren't understood, or stand beside one that is.
                changed(
                        "an unknown type of obligation",
                        answer -> context(answer)
                                .putArray("obligations")
                                .addObject()
                                .put("id", "x")
                                .put("type", "step-up")
                                .putObject("properties")
                                .put("acr_value", "3")),
                obliged("an unknown action", "mask"),
                obliged("a redaction of nothing named", "redact"),
                changed(
                        "an empty obligation",
                        answer -> context(answer).putArray("obligations").addObject()),
                changed(
                        "an obligation that is a text",
                        answer -> context(answer).putArray("obligations").add("redact")),
                changed("an unknown obligation beside a known one", answer -> {
                    ArrayNode obligations = (ArrayNode) context(answer).get("obligations");
                    assertThat(obligations).as("the known one").isNotEmpty();
                    obligations.addObject().put("id", "n").put("type", "notification");
                }));
    }

    @ParameterizedTest
    @MethodSource("noPermits")
    void whatIsNotAPermitIsADenial(UnaryOperator<String> change) {
        policy.onTheWay(change);

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
        policy.evaluates(request -> StandIn.Reply.json(answered, "{\"detail\":\"The reason.\"}"));

        Response answer = refused(status, code);

        assertThat(answer.asString().contains("The reason.")).isEqualTo(status < 500);
    }

    @Test
    void theRedactionThatIsDemandedIsDoneEvenWhereThePermitForgetsIt() {
        policy.onTheWay(Policy.changing(answer -> {
            context(answer).putArray("withheld");
            ((ArrayNode) context(answer).get("permitted")).add("assisted-conception");
            oblige(answer, "redact", "mental-health", "assisted-conception");
        }));

        Response answer = Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        assertThat(Fhir.ids(Fhir.json(answer))).hasSize(3);
        assertThat(answer.asString()).contains("Doxycycline").doesNotContain("Sertraline", "Follitropin");
    }

    @Test
    void aBreakGlassPermitIsReleasedBecauseItsRecordTellsThePatientAndTheReviewer() throws IOException {
        policy.opensNothingSensitive();
        RealPolicy.running().declareEmergency("rxn-epr", """
                        {"requester":"RXN","subject":{"id":"555254242106","role":"R8000"},"nhs_number":"%s",
                         "relationship":"Treats her in the emergency department","reason_code":"OVRER",
                         "reason":"Unconscious after a crash on the M6; her medicines must be known."}""".formatted(Practice.FIRST));

        Response answer = Fhir.as("rxn-epr")
                .header("X-Purpose-Of-Use", "BTG")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000")
                .get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        answer.then().statusCode(200);
        assertThat(answer.asString()).contains("Doxycycline", "Sertraline").doesNotContain("Follitropin");
        assertThat(policy.decided().at("/context/obligations").findValuesAsText("action"))
                .containsExactlyInAnyOrder("redact", "notify-patient", "review");
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
        policy.categoriesOnTheWay(list -> "[]");
        refused(503, "transient");
        policy.categoriesOnTheWay(list -> "{\"categories\":" + list + "}");
        refused(503, "transient");
        policy.categoriesOnTheWay(list -> list.replace("\"class\"", "\"kind\""));
        refused(503, "transient");
        policy.categoriesOnTheWay(list -> list.substring(0, list.length() / 2));
        refused(503, "transient");

        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void theRegisterIsReadWithTheGatewaysOwnAccount() {
        Fhir.partner()
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(200);

        assertThat(policy.readersOfCategories())
                .isNotEmpty()
                .allSatisfy(authorization -> assertThat(client(authorization)).isEqualTo("gateway"));
    }

    @Test
    void aTypeThatTheRegisterDoesNotMapIsNotReleased() {
        Fhir.partner()
                .get(Fhir.search("P81002", "Immunization", Practice.FIRST))
                .then()
                .statusCode(404);
        assertThat(policy.questions()).isEmpty();
    }

    private static Named<UnaryOperator<String>> named(String name, UnaryOperator<String> change) {
        return Named.of(name, change);
    }

    private static Named<UnaryOperator<String>> changed(String name, Consumer<ObjectNode> change) {
        return Named.of(name, Policy.changing(change));
    }

    private static Named<UnaryOperator<String>> obliged(String name, String action, String... categories) {
        return changed(name, answer -> oblige(answer, action, categories));
    }

    private static void oblige(ObjectNode answer, String action, String... categories) {
        ObjectNode properties = context(answer)
                .putArray("obligations")
                .addObject()
                .put("id", "x")
                .put("type", "custom")
                .putObject("properties")
                .put("action", action);
        if (categories.length > 0) {
            Arrays.asList(categories).forEach(properties.putArray("categories")::add);
        }
    }

    private static ObjectNode context(ObjectNode answer) {
        return (ObjectNode) answer.get("context");
    }

    private static String client(String authorization) throws IOException {
        String claims = authorization.split("\\.")[1];
        return new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(claims))
                .path("azp")
                .asText();
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
