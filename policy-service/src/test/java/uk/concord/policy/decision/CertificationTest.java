package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.CertificationRelease;
import uk.concord.policy.testing.ServiceTest;

/** The certification scenario of the OpenID AuthZEN Authorization API 1.0, over HTTP: Basic, Batch, Search, Discovery. */
@QuarkusTest
class CertificationTest extends ServiceTest {

    private static final String ALICE = "{\"type\":\"user\",\"id\":\"alice\"}";
    private static final String BOB = "{\"type\":\"user\",\"id\":\"bob\"}";
    private static final String ONE = "{\"type\":\"record\",\"id\":\"record-1\"}";
    private static final String READ = "{\"name\":\"read\"}";
    private static final String WRITE = "{\"name\":\"write\"}";

    @BeforeEach
    void theScenariosRulesAreLive() {
        CertificationRelease.live();
    }

    private static String question(String subject, String action, String resource) {
        return "{\"subject\":" + subject + ",\"action\":" + action + ",\"resource\":" + resource + "}";
    }

    private static ValidatableResponse post(String path, String body) {
        return given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("application/json")
                .body(body)
                .post("/access/v1/" + path)
                .then();
    }

    static Stream<Arguments> fixture() {
        String archived = "{\"type\":\"record\",\"id\":\"record-2\",\"properties\":{\"status\":\"archived\"}}";
        String admin = "{\"type\":\"user\",\"id\":\"bob\",\"properties\":{\"role\":\"admin\"}}";
        return Stream.of(
                Arguments.of(ALICE, READ, ONE, true),
                Arguments.of(ALICE, WRITE, ONE, true),
                Arguments.of(BOB, READ, ONE, true),
                Arguments.of(BOB, WRITE, ONE, false),
                Arguments.of(ALICE, WRITE, archived, false),
                Arguments.of(admin, WRITE, archived, true),
                Arguments.of(ALICE, "{\"name\":\"delete\",\"properties\":{\"soft\":true}}", ONE, true),
                Arguments.of(ALICE, "{\"name\":\"delete\",\"properties\":{\"soft\":false}}", ONE, false),
                Arguments.of("{\"type\":\"user\",\"id\":\"mallory\"}", READ, ONE, false),
                Arguments.of(ALICE, READ, "{\"type\":\"record\",\"id\":\"record-9\"}", false));
    }

    @ParameterizedTest
    @MethodSource("fixture")
    void basic(String subject, String action, String resource, boolean decision) {
        post("evaluation", question(subject, action, resource)).statusCode(200).body("decision", equalTo(decision));
    }

    @ParameterizedTest
    @MethodSource("fixture")
    void theContextChangesNothing(String subject, String action, String resource, boolean decision) {
        String plain = question(subject, action, resource);
        String withContext =
                plain.substring(0, plain.length() - 1) + ",\"context\":{\"time\":\"now\",\"deep\":{\"a\":[1]}}}";
        post("evaluation", withContext).statusCode(200).body("decision", equalTo(decision));
    }

    @Test
    void unknownMembersAndPropertiesAreAccepted() {
        post("evaluation", """
                        {"subject":{"type":"user","id":"alice","extra":1,"properties":{"department":"x","list":[1,2]}},
                         "action":{"name":"read","extra":true,"properties":{"a":null}},
                         "resource":{"type":"record","id":"record-1","extra":{},"properties":{"b":{}}},"unknown":[1]}""").statusCode(200).body("decision", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"read\"}}",
                "{\"subject\":{\"id\":\"alice\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"read\"},\"resource\":{\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\"}}",
                "{\"subject\":\"alice\",\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":7},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":7},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"read\"},\"resource\":[]}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"r\"}}"
            })
    void whatIsMissingOrOfAWrongTypeIsA400(String body) {
        post("evaluation", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "evaluations", "search/subject"})
    void anotherContentTypeIsA400(String path) {
        given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("text/plain")
                .body(question(ALICE, READ, ONE))
                .post("/access/v1/" + path)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "evaluations", "search/action"})
    void theRequestIdComesBack(String path) {
        for (String body : List.of(question(ALICE, READ, ONE), "{")) {
            given().auth()
                    .oauth2(TestTokens.partner("rxn-epr"))
                    .contentType("application/json")
                    .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
                    .body(body)
                    .post("/access/v1/" + path)
                    .then()
                    .header("X-Request-ID", equalTo("bfe9eb29-ab87-4ca3-be83-a1d5d8305716"));
        }
    }

    @Test
    void theSameRequestHasTheSameDecision() {
        for (int time = 0; time < 3; time++) {
            post("evaluation", question(ALICE, WRITE, ONE)).statusCode(200).body("decision", equalTo(true));
            post("evaluation", question(BOB, WRITE, ONE)).statusCode(200).body("decision", equalTo(false));
        }
    }

    @Test
    void aBatchAnswersEachQuestionInItsPlace() {
        post(
                        "evaluations",
                        "{\"subject\":" + BOB + ",\"resource\":" + ONE + ",\"evaluations\":[{\"action\":" + READ
                                + "},{\"action\":" + WRITE + "},{\"action\":" + WRITE + ",\"subject\":" + ALICE + "}]}")
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false, true)))
                .body("decision", nullValue());
    }

    @Test
    void anEmptyItemInheritsEverything() {
        String all = question(ALICE, READ, ONE);
        post("evaluations", all.substring(0, all.length() - 1) + ",\"evaluations\":[{},{\"action\":" + WRITE + "}]}")
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, true)));
    }

    @Test
    void anItemsMemberReplacesTheDefaultWholly() {
        post(
                        "evaluations",
                        "{\"subject\":{\"type\":\"user\",\"id\":\"bob\",\"properties\":{\"role\":\"admin\"}},\"action\":"
                                + WRITE
                                + ",\"resource\":{\"type\":\"record\",\"id\":\"record-2\"},\"evaluations\":[{},{\"subject\":"
                                + BOB + "}]}")
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false)));
    }

    @Test
    void anIncompleteItemIsDeniedAlone() {
        post(
                        "evaluations",
                        "{\"action\":" + READ + ",\"resource\":" + ONE + ",\"evaluations\":[{\"subject\":" + ALICE
                                + "},{},{\"subject\":{\"type\":\"user\"}},7]}")
                .statusCode(200)
                .body("evaluations.decision", equalTo(List.of(true, false, false, false)))
                .body("evaluations[1].context.error.status", equalTo(400))
                .body(
                        "evaluations[1].context.error.message",
                        equalTo("evaluations[1].subject is missing: it must be an object."));
    }

    @ParameterizedTest
    @CsvSource({
        "execute_all, 'true,false,true,false'",
        "deny_on_first_deny, 'true,false'",
        "permit_on_first_permit, true"
    })
    void theSemanticSaysHowFarItGoes(String semantic, String expected) {
        String body = "{\"resource\":" + ONE + ",\"options\":{\"evaluations_semantic\":\"" + semantic
                + "\",\"another\":1},\"evaluations\":[{\"subject\":" + ALICE + ",\"action\":" + READ + "},{\"subject\":"
                + BOB
                + ",\"action\":" + WRITE + "},{\"subject\":" + BOB + ",\"action\":" + READ + "},{\"subject\":" + BOB
                + ",\"action\":" + WRITE + "}]}";
        List<Boolean> decisions =
                post("evaluations", body).statusCode(200).extract().jsonPath().getList("evaluations.decision");
        assertThat(decisions)
                .isEqualTo(Stream.of(expected.split(",")).map(Boolean::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"evaluations\":[]", ",\"evaluations\":null"})
    void withoutItemsItIsASingleQuestion(String items) {
        String all = question(ALICE, READ, ONE);
        post("evaluations", all.substring(0, all.length() - 1) + items + "}")
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("evaluations", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"evaluations\":{}}",
                "{\"evaluations\":\"all\"}",
                "{\"options\":[],\"evaluations\":[{}]}",
                "{\"options\":{\"evaluations_semantic\":\"any\"},\"evaluations\":[{}]}",
                "{\"options\":{\"evaluations_semantic\":1},\"evaluations\":[{}]}",
                "{\"evaluations\":[]}",
                "{"
            })
    void aBatchThatIsNoneIsA400(String body) {
        post("evaluations", body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whoMayReadARecord() {
        post("search/subject", "{\"subject\":{\"type\":\"user\"},\"action\":" + READ + ",\"resource\":" + ONE + "}")
                .statusCode(200)
                .body("results.id", equalTo(List.of("alice", "bob")))
                .body("results.type", equalTo(List.of("user", "user")));
        post(
                        "search/subject",
                        "{\"subject\":{\"type\":\"user\",\"id\":\"ignored\"},\"action\":" + WRITE + ",\"resource\":"
                                + ONE + "}")
                .statusCode(200)
                .body("results.id", equalTo(List.of("alice")));
    }

    @Test
    void whatMayBeRead() {
        post(
                        "search/resource",
                        "{\"subject\":" + ALICE + ",\"action\":" + READ + ",\"resource\":{\"type\":\"record\"}}")
                .statusCode(200)
                .body("results.id", equalTo(List.of("record-1", "record-2")));
        post(
                        "search/resource",
                        "{\"subject\":" + ALICE + ",\"action\":" + WRITE + ",\"resource\":{\"type\":\"record\"}}")
                .statusCode(200)
                .body("results.id", equalTo(List.of("record-1")));
    }

    @Test
    void whatMayBeDone() {
        post("search/action", "{\"subject\":" + ALICE + ",\"resource\":" + ONE + "}")
                .statusCode(200)
                .body("results.name", equalTo(List.of("read", "write")));
        post("search/action", "{\"subject\":" + BOB + ",\"resource\":" + ONE + "}")
                .statusCode(200)
                .body("results", equalTo(List.of(java.util.Map.of("name", "read"))));
    }

    static Stream<Arguments> nothingToFind() {
        return Stream.of(
                Arguments.of(
                        "search/subject",
                        "{\"subject\":{\"type\":\"robot\"},\"action\":" + READ + ",\"resource\":" + ONE + "}"),
                Arguments.of(
                        "search/subject",
                        "{\"subject\":{\"type\":\"user\"},\"action\":" + READ
                                + ",\"resource\":{\"type\":\"record\",\"id\":\"x\"}}"),
                Arguments.of(
                        "search/resource",
                        "{\"subject\":" + ALICE + ",\"action\":" + READ + ",\"resource\":{\"type\":\"poster\"}}"),
                Arguments.of(
                        "search/resource",
                        "{\"subject\":{\"type\":\"user\",\"id\":\"x\"},\"action\":" + READ
                                + ",\"resource\":{\"type\":\"record\"}}"),
                Arguments.of(
                        "search/action", "{\"subject\":{\"type\":\"user\",\"id\":\"x\"},\"resource\":" + ONE + "}"),
                Arguments.of(
                        "search/action",
                        "{\"subject\":" + ALICE + ",\"resource\":{\"type\":\"poster\",\"id\":\"x\"}}"));
    }

    @ParameterizedTest
    @MethodSource("nothingToFind")
    void whatNobodyKnowsFindsNothing(String path, String body) {
        post(path, body).statusCode(200).body("results", hasSize(0));
    }

    static Stream<Arguments> incompleteSearches() {
        return Stream.of(
                Arguments.of("search/subject", "{\"action\":" + READ + ",\"resource\":" + ONE + "}"),
                Arguments.of("search/subject", "{\"subject\":{},\"action\":" + READ + ",\"resource\":" + ONE + "}"),
                Arguments.of("search/subject", "{\"subject\":{\"type\":\"user\"},\"resource\":" + ONE + "}"),
                Arguments.of("search/subject", "{\"subject\":{\"type\":\"user\"},\"action\":" + READ + "}"),
                Arguments.of(
                        "search/subject",
                        "{\"subject\":{\"type\":\"user\"},\"action\":" + READ + ",\"resource\":{\"type\":\"record\"}}"),
                Arguments.of(
                        "search/resource",
                        "{\"subject\":{\"type\":\"user\"},\"action\":" + READ + ",\"resource\":{\"type\":\"record\"}}"),
                Arguments.of("search/resource", "{\"subject\":" + ALICE + ",\"action\":" + READ + "}"),
                Arguments.of("search/action", "{\"subject\":" + ALICE + "}"),
                Arguments.of("search/action", "{\"subject\":{\"type\":\"user\"},\"resource\":" + ONE + "}"),
                Arguments.of("search/action", "{\"subject\":" + ALICE + ",\"resource\":{\"type\":\"record\"}}"));
    }

    @ParameterizedTest
    @MethodSource("incompleteSearches")
    void anIncompleteSearchIsA400(String path, String body) {
        post(path, body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void pagesGoOnUntilTheTokenIsEmpty() {
        String search = "\"subject\":{\"type\":\"user\"},\"action\":" + READ + ",\"resource\":" + ONE + "}";
        String token = post("search/subject", "{\"page\":{\"limit\":1}," + search)
                .statusCode(200)
                .body("results.id", equalTo(List.of("alice")))
                .body("page.next_token", not(equalTo("")))
                .extract()
                .path("page.next_token");
        post("search/subject", "{\"page\":{\"limit\":1,\"token\":\"" + token + "\"}," + search)
                .statusCode(200)
                .body("results.id", equalTo(List.of("bob")))
                .body("page.next_token", equalTo(""));
        post("search/subject", "{\"page\":{\"token\":\"" + token + "\"}," + search)
                .statusCode(200)
                .body("results.id", equalTo(List.of("bob")));
        post("search/subject", "{\"page\":{\"limit\":1,\"token\":\"x" + token.substring(1) + "\"}," + search)
                .statusCode(400);
        post("search/subject", "{\"page\":{\"limit\":1,\"token\":\"" + token + "\"}," + search.replace("read", "write"))
                .statusCode(400);
        given().auth()
                .oauth2(TestTokens.partner("rxl-epr"))
                .contentType("application/json")
                .body("{\"page\":{\"limit\":1,\"token\":\"" + token + "\"}," + search)
                .post("/access/v1/search/subject")
                .then()
                .statusCode(400);
    }

    @Test
    void theMetadataNameEachEndpoint() {
        String base = given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .path("policy_decision_point");
        given().get("/.well-known/authzen-configuration")
                .then()
                .body("access_evaluation_endpoint", equalTo(base + "/access/v1/evaluation"))
                .body("access_evaluations_endpoint", equalTo(base + "/access/v1/evaluations"))
                .body("search_subject_endpoint", equalTo(base + "/access/v1/search/subject"))
                .body("search_resource_endpoint", equalTo(base + "/access/v1/search/resource"))
                .body("search_action_endpoint", equalTo(base + "/access/v1/search/action"));
    }
}
