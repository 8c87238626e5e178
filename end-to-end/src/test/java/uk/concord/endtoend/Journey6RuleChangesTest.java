package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class Journey6RuleChangesTest {

    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(10);

    private final Platform platform;
    private final Question question;

    Journey6RuleChangesTest(Platform platform) {
        this.platform = platform;
        this.question = Question.treat("RXN", platform.nhsNumberOf(100), "medications");
    }

    @BeforeEach
    void theQuestionIsPermitted() {
        await().atMost(IN_FORCE_WITHIN)
                .untilAsserted(() -> assertThat(decision()).isTrue());
    }

    @Test
    void aSuspendedAgreementPermitsNothingWithinSecondsAndAgainWhenItIsReinstated() {
        String agreement = ask().getString("context.agreement.id");

        change("/register/agreements/" + agreement + "/suspend");
        try {
            await().atMost(IN_FORCE_WITHIN).untilAsserted(() -> {
                JsonPath answer = ask();
                assertThat(answer.getBoolean("decision")).isFalse();
            });
        } finally {
            change("/register/agreements/" + agreement + "/reinstate");
        }
        await().atMost(IN_FORCE_WITHIN)
                .untilAsserted(() -> assertThat(decision()).isTrue());
    }

    @Test
    void anOfficerWithoutTheRoleDoesNotSuspendAnAgreement() {
        String agreement = ask().getString("context.agreement.id");

        given().spec(platform.as("officer.rxn"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "try"))
                .post("/register/agreements/" + agreement + "/suspend")
                .then()
                .statusCode(403);
        assertThat(decision()).isTrue();
    }

    private boolean decision() {
        return ask().getBoolean("decision");
    }

    private JsonPath ask() {
        return platform.asks("rxn-epr", question)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void change(String path) {
        given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "The custodian asked for it"))
                .post(path)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 204));
    }
}
