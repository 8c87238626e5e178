package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

/** Batches and searches about patients' records. */
@QuarkusTest
class BatchAndSearchTest extends ServiceTest {

    private static final String NURSE =
            "\"subject\":{\"type\":\"practitioner\",\"id\":\"555\",\"properties\":{\"organisation\":\"RXN\"}}";
    private static final String TREAT = "\"action\":{\"name\":\"read\",\"properties\":{\"purpose\":\"TREAT\"}}";

    private static String record(String number, String... categories) {
        return "\"resource\":{\"type\":\"patient-record\",\"id\":\"" + number + "\",\"properties\":"
                + holding(categories) + "}";
    }

    private static String holding(String... categories) {
        return "{\"custodian\":\"P81002\",\"categories\":[\"" + String.join("\",\"", categories) + "\"]}";
    }

    private static ValidatableResponse post(String client, String path, String body) {
        return given().auth()
                .oauth2(TestTokens.partner(client))
                .contentType("application/json")
                .body(body)
                .post("/access/v1/" + path)
                .then();
    }

    @Test
    void aBatchHasOneDecisionForEachPatient() {
        List<String> ids = post(
                        "rxn-epr",
                        "evaluations",
                        "{" + NURSE + "," + TREAT + ",\"evaluations\":[{"
                                + record(SAID_NOTHING, "medications") + "},{"
                                + record(HOLDS_BACK_MENTAL_HEALTH, "mental-health")
                                + "},{" + record(SAID_NOTHING, "medications") + "}]}")
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("evaluations.decision", equalTo(List.of(true, false, true)))
                .body("evaluations[1].context.withheld", equalTo(List.of("mental-health")))
                .extract()
                .jsonPath()
                .getList("evaluations.context.id");
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void anItemInAnothersNameFailsAlone() {
        post(
                        "rxn-epr",
                        "evaluations",
                        "{" + TREAT + "," + record(SAID_NOTHING, "medications") + ",\"evaluations\":[{" + NURSE + "},{"
                                + NURSE.replace("RXN", "RXL") + "}]}")
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false)))
                .body("evaluations[1].context.error.status", equalTo(403));
    }

    @Test
    void aLargeMemberForManyQuestionsIsRefused() {
        String context = "\"context\":{\"more\":\"" + "x".repeat(40_000) + "\"}";
        String questions = String.join(",", Collections.nCopies(150, "{" + record(SAID_NOTHING, "medications") + "}"));

        post(
                        "rxn-epr",
                        "evaluations",
                        "{" + NURSE + "," + TREAT + "," + context + ",\"evaluations\":[" + questions + "]}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("comes to 60"));
    }

    @Test
    void aNumberThatIsNoneIsNotRepeated() {
        post(
                        "rxn-epr",
                        "evaluations",
                        "{" + NURSE + "," + TREAT + ",\"evaluations\":[{" + record("9990000027", "medications") + "}]}")
                .statusCode(200)
                .body("evaluations[0].decision", equalTo(false))
                .body("evaluations[0].context.error.status", equalTo(400))
                .body(org.hamcrest.Matchers.not(containsString("9990000027")));
    }

    @Test
    void moreThanMayBeAskedAtOnceIsA400() {
        String items = String.join(",", Collections.nCopies(201, "{}"));
        post(
                        "rxn-epr",
                        "evaluations",
                        "{" + NURSE + "," + TREAT + "," + record(SAID_NOTHING, "medications") + ",\"evaluations\":["
                                + items + "]}")
                .statusCode(400)
                .body("detail", containsString("at most 200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluations", "search/subject", "search/resource", "search/action"})
    void onlyPartnersAskAndOnlyThoseOnTheRegister(String path) {
        String body = "{" + NURSE + "," + TREAT + "," + record(SAID_NOTHING, "medications") + ",\"evaluations\":[{}]}";
        given().contentType("application/json")
                .body(body)
                .post("/access/v1/" + path)
                .then()
                .statusCode(401);
        as(Roles.IG_OFFICER).body(body).post("/access/v1/" + path).then().statusCode(403);
        post("nobody-knows", path, body).statusCode(403);
    }

    @Test
    void thereAreThreeSearches() {
        post("rxn-epr", "search/purpose", "{}").statusCode(404);
    }

    @Test
    void ofTheSuppliedPatientsThoseAreFoundWhoMayBeSeen() {
        String candidates = "{\"custodian\":\"P81002\",\"categories\":[\"mental-health\"],\"candidates\":[\""
                + SAID_NOTHING + "\",\"" + HOLDS_BACK_MENTAL_HEALTH + "\"]}";
        post(
                        "rxn-epr",
                        "search/resource",
                        "{" + NURSE + "," + TREAT + ",\"resource\":{\"type\":\"patient-record\",\"properties\":"
                                + candidates + "}}")
                .statusCode(200)
                .body("results", equalTo(List.of(Map.of("type", "patient-record", "id", SAID_NOTHING))));
    }

    @Test
    void withoutSuppliedPatientsNobodyIsFound() {
        post(
                        "rxn-epr",
                        "search/resource",
                        "{" + NURSE + "," + TREAT + ",\"resource\":{\"type\":\"patient-record\",\"properties\":"
                                + holding("medications") + "}}")
                .statusCode(200)
                .body("results", hasSize(0));
    }

    @Test
    void aSearchInAnothersNameIsRefused() {
        post(
                        "rxl-epr",
                        "search/resource",
                        "{" + NURSE + "," + TREAT
                                + ",\"resource\":{\"type\":\"patient-record\",\"properties\":{\"custodian\":\"P81002\",\"categories\":[\"medications\"],\"candidates\":[\""
                                + SAID_NOTHING + "\"]}}}")
                .statusCode(403);
    }

    @Test
    void organisationsAreFoundThatTheSystemSpeaksFor() {
        post(
                        "rxn-epr",
                        "search/subject",
                        "{\"subject\":{\"type\":\"organisation\"}," + TREAT + "," + record(SAID_NOTHING, "medications")
                                + "}")
                .statusCode(200)
                .body("results", equalTo(List.of(Map.of("type", "organisation", "id", "RXN"))));
        post(
                        "rxl-epr",
                        "search/subject",
                        "{\"subject\":{\"type\":\"organisation\"}," + TREAT + ","
                                + record(EXCLUDES_BLACKPOOL, "medications") + "}")
                .statusCode(200)
                .body("results", hasSize(0));
    }

    @Test
    void ofSuppliedOrganisationsOnlyItsOwnAreFound() {
        post(
                        "rxn-epr",
                        "search/subject",
                        "{\"subject\":{\"type\":\"organisation\",\"properties\":{\"candidates\":[\"RXL\",\"RXN\"]}},"
                                + TREAT + "," + record(SAID_NOTHING, "medications") + "}")
                .statusCode(200)
                .body("results.id", equalTo(List.of("RXN")));
    }

    @Test
    void anNhsNumberInAQuestionAboutSomethingElseIsNotKept() {
        String body = "{" + NURSE + "," + TREAT + ",\"resource\":{\"type\":\"dataset\",\"id\":\"" + SAID_NOTHING
                + "\",\"properties\":{\"of\":[\"" + SAID_NOTHING + "\"]}}}";
        String id = post("rxn-epr", "evaluation", body)
                .statusCode(200)
                .body("decision", equalTo(false))
                .extract()
                .path("context.id");
        assertThat(AuditTopic.decision(platform.stack().bootstrapServers(), id).toString())
                .contains("dataset")
                .doesNotContain(SAID_NOTHING);
    }

    @Test
    void actionsAreFoundWithTheirPurposes() {
        post("rxn-epr", "search/action", "{" + NURSE + "," + record(SAID_NOTHING, "medications") + "}")
                .statusCode(200)
                .body("results.name.unique()", equalTo(List.of("read", "search")))
                .body("results.properties.purpose.unique()", equalTo(List.of("ETREAT", "TREAT")));
    }

    @Test
    void tooManyCandidatesAreA400() {
        String many = String.join(",", Collections.nCopies(1001, "\"" + SAID_NOTHING + "\""));
        post(
                        "rxn-epr",
                        "search/resource",
                        "{" + NURSE + "," + TREAT
                                + ",\"resource\":{\"type\":\"patient-record\",\"properties\":{\"custodian\":\"P81002\",\"categories\":[\"medications\"],\"candidates\":["
                                + many + "]}}}")
                .statusCode(400)
                .body("detail", containsString("at most 1000"));
    }
}
