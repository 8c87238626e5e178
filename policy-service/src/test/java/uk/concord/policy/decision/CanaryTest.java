package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.OpaSeam.Fault;
import uk.concord.policy.testing.ServiceTest;

/** What the canary makes of a policy engine that is right, wrong or away. */
@QuarkusTest
class CanaryTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Canary canary;

    @Inject
    CanaryQuestions questions;

    @Inject
    ObjectMapper json;

    private final Ask question = Ask.about(SAID_NOTHING, "medications").neverAskedBefore();

    @AfterEach
    void theEngineIsRightAgain() {
        platform.seam().set(Fault.NONE);
        await().atMost(SOON).untilAsserted(() -> {
            canary.ask();
            assertThat(canary.last()).isEqualTo(Canary.Answer.DENIED);
        });
    }

    @Test
    void itAsksByNobodyAndAboutSomebodyWhoObjectsAndSomebodyWhoseChoicesCannotBeRead() {
        List<CanaryQuestions.MustRefuse> asked = questions.at(Instant.now());

        assertThat(asked).hasSize(3);
        assertThat(asked.get(0).input().facts().question().requester()).isEqualTo(CanaryQuestions.NOBODY);
        assertThat(asked.get(1).input().facts().patient().preferences()).isNotEmpty();
        assertThat(asked.get(2).input().facts().patient().standing()).isEqualTo(Facts.PatientStanding.UNREADABLE);
    }

    @Test
    void whatTheEngineDeniesIsWhatThePatientSaysAndNotAGap() throws Exception {
        JsonNode answers = asReally();

        assertThat(answers.path("result").path("0").path("gap").path("missing").asText())
                .isEqualTo("organisation");
        for (String about : List.of("1", "2")) {
            JsonNode answer = answers.path("result").path(about);
            assertThat(answer.path("decision").asBoolean(true)).isFalse();
            assertThat(answer.has("gap")).isFalse();
            assertThat(answer.path("reasons").findValuesAsText("rule")).contains("lawful", "said");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void aPermitOfAnyOfThemClosesEverythingUntilTheEngineIsRightAgain(String which) throws Exception {
        question.send().statusCode(200).body("decision", equalTo(true));
        platform.seam().answer(permitting(which));

        canary.ask();

        question.send().statusCode(503).body("detail", containsString("did not refuse a question that it must refuse"));
        given().get(platform.management() + "/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'canary' }.status", equalTo("DOWN"));
        given().get(platform.management() + "/q/metrics").then().body(containsString("concord_canary_wrong 1.0"));
        platform.seam().set(Fault.NONE);
        canary.ask();
        question.send().statusCode(200).body("decision", equalTo(true));
    }

    @Test
    void whatWasRememberedBeforeIsForgotten() throws Exception {
        question.send().statusCode(200);
        platform.seam().answer(permitting("1"));
        canary.ask();
        platform.seam().set(Fault.NONE);
        canary.ask();
        platform.seam().set(Fault.HANG_UP);

        question.send().statusCode(503).body("detail", containsString("doesn't answer"));
    }

    @ParameterizedTest
    @CsvSource({"ANSWER, WRONG", "HANG_UP, SILENT", "STATUS_500, SILENT"})
    void nonsenseIsWrongAndSilenceIsNot(Fault fault, Canary.Answer answer) {
        question.send().statusCode(200);
        platform.seam().answer("{\"result\":{\"0\":{\"decision\":\"no\"}}}");
        platform.seam().set(fault);

        canary.ask();

        assertThat(canary.last()).isEqualTo(answer);
        question.send().statusCode(answer == Canary.Answer.SILENT ? 200 : 503);
    }

    /** What the real engine answers to the canary, but this one permitted, with its obligations and reasons as they were. */
    private String permitting(String which) throws Exception {
        JsonNode answers = asReally();
        ObjectNode answer = (ObjectNode) answers.path("result").path(which);
        answer.put("decision", true).put("outcome", "permit");
        answer.set("permitted", answer.path("withheld"));
        answer.putArray("withheld");
        return answers.toString();
    }

    private JsonNode asReally() throws IOException, InterruptedException {
        byte[] asked = json.writeValueAsBytes(Map.of(
                "input",
                Map.of(
                        "batch",
                        questions.at(Instant.now()).stream()
                                .map(CanaryQuestions.MustRefuse::input)
                                .toList())));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(platform.opa().url() + "/v1/data/concord/decision/answers?provenance=true"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                    .build();
            return json.readTree(
                    client.send(request, BodyHandlers.ofByteArray()).body());
        }
    }
}
