package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningPlatform.class)
class BadInputTest {

    private static final String EVALUATION = "/access/v1/evaluation";

    private final Platform platform;
    private final Question question;

    BadInputTest(Platform platform) {
        this.platform = platform;
        this.question = Question.treat("RXN", platform.nhsNumberOf(1), "medications");
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        problem(given().baseUri(platform.gateway().toString())
                .contentType(ContentType.JSON)
                .body(question.body())
                .post(EVALUATION)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue()));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        problem(given().spec(platform.as("other-audience"))
                .contentType(ContentType.JSON)
                .body(question.body())
                .post(EVALUATION)
                .then()
                .statusCode(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "e30.e30.e30"})
    void aTokenThatNobodySignedIsRefused(String token) {
        problem(given().baseUri(platform.gateway().toString())
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(question.body())
                .post(EVALUATION)
                .then()
                .statusCode(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "{\"subject\":\"x\"}",
                "{\"subject\":{\"type\":\"practitioner\",\"id\":\"1\"}}",
                "null"
            })
    void aBodyThatIsNoQuestionIs400(String body) {
        problem(given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body(body)
                .post(EVALUATION)
                .then()
                .statusCode(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "action", "resource"})
    void aMissingMemberIs400AndNamed(String member) {
        Map<String, Object> body = new HashMap<>(question.body());
        body.remove(member);

        problem(given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body(body)
                .post(EVALUATION)
                .then()
                .statusCode(400)
                .body("detail", containsString(member)));
    }

    @Test
    void aWrongContentTypeIs400() {
        problem(given().spec(platform.as("rxn-epr"))
                .contentType("text/plain")
                .body("hello")
                .post(EVALUATION)
                .then()
                .statusCode(400));
    }

    @Test
    void noCategoriesIs400() {
        problem(platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(1)))
                .then()
                .statusCode(400));
    }

    @Test
    void aWrongCheckDigitIs400AndIsNotRepeated() {
        problem(platform.asks("rxn-epr", Question.treat("RXN", "9990000027", "medications"))
                .then()
                .statusCode(400)
                .body(not(containsString("9990000027"))));
    }

    @ParameterizedTest
    @CsvSource({
        "purpose, NONSENSE, P81002, medications",
        "category, TREAT, P81002, nonsense",
        "custodian, TREAT, ZZZZZ, medications"
    })
    void whatIsNotRegisteredIsAGap(String what, String purpose, String custodian, String category) {
        platform.asks(
                        "rxn-epr",
                        Question.treat("RXN", platform.nhsNumberOf(1), category)
                                .forPurpose(purpose)
                                .ofCustodian(custodian))
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap.missing", notNullValue());
    }

    @Test
    void aBodyOverTheLimitIs413() {
        problem(given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body(Map.of("subject", "x".repeat(2_000_000)))
                .post(EVALUATION)
                .then()
                .statusCode(413));
    }

    @Test
    void anUnknownAddressIsA404ThatSaysSo() {
        problem(given().spec(platform.as("rxn-epr")).get("/nothing/here").then().statusCode(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/projection/patients/0", "/patients/state", "/q/health"})
    void whatIsBetweenTheServicesIsNotReachedThroughTheGateway(String path) {
        assertThat(given().spec(platform.as("operator")).get(path).statusCode()).isIn(404, 405);
    }

    private static void problem(ValidatableResponse answer) {
        answer.contentType(containsString("application/problem+json"))
                .header("X-Request-ID", notNullValue())
                .body("type", notNullValue())
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body(not(containsString("Exception")))
                .body(not(containsString("uk.concord")));
    }
}
