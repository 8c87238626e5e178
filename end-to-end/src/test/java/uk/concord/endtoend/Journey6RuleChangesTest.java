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
    private static final String SENSITIVE = "concord/sensitive.rego";

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

    @Test
    void aNewReleaseThatASecondPersonApprovesChangesTheNextDecisionUnderItsRevision() {
        Question both = Question.treat("RXN", platform.nhsNumberOf(100), "medications", "allergies")
                .byACallerThatCanRedact();
        JsonPath before = asks(both);
        assertThat(before.getList("context.permitted", String.class)).containsExactly("allergies", "medications");
        long live = Long.parseLong(before.getString("context.revisions.release"));
        String rules = given().spec(platform.as("officer.region"))
                .get("/releases/" + live)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("files", String.class, String.class)
                .get(SENSITIVE);

        long drafted = draft(live, rules + """

                closed contains "allergies" if {
                	"allergies" in lawful.open
                	question.asked.purpose == "TREAT"
                }
                """);
        assertThat(asks(both).getString("context.revisions.release")).isEqualTo(Long.toString(live));
        approve("officer.region", drafted, 403);
        assertThat(asks(both).getString("context.revisions.release")).isEqualTo(Long.toString(live));

        approve("guardian", drafted, 200);
        try {
            JsonPath after = underRelease(drafted, both);
            assertThat(after.getBoolean("decision")).isTrue();
            assertThat(after.getList("context.permitted", String.class)).containsExactly("medications");
            assertThat(after.getList("context.withheld", String.class)).containsExactly("allergies");
            assertThat(after.getString("context.obligations[0].id")).isEqualTo("redact");
        } finally {
            long restored = draft(drafted, rules);
            approve("guardian", restored, 200);
            assertThat(underRelease(restored, both).getList("context.permitted", String.class))
                    .containsExactly("allergies", "medications");
        }
    }

    @Test
    void rulesThatDoNotCompileAreRefusedWithWhatIsWrong() {
        long live = Long.parseLong(ask().getString("context.revisions.release"));

        given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "note",
                        "try",
                        "based_on",
                        live,
                        "files",
                        Map.of(SENSITIVE, "package concord.sensitive\nnot rego")))
                .post("/releases")
                .then()
                .statusCode(422)
                .body("faults.toString()", org.hamcrest.Matchers.containsString("sensitive.rego"));
        assertThat(ask().getString("context.revisions.release")).isEqualTo(Long.toString(live));
    }

    private long draft(long basedOn, String rules) {
        return given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "note", "Allergies wait for a review", "based_on", basedOn, "files", Map.of(SENSITIVE, rules)))
                .post("/releases")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("number");
    }

    private void approve(String account, long release, int status) {
        given().spec(platform.as(account))
                .post("/releases/" + release + "/approval")
                .then()
                .statusCode(status);
    }

    private JsonPath underRelease(long release, Question question) {
        await().atMost(IN_FORCE_WITHIN)
                .untilAsserted(() -> assertThat(asks(question).getString("context.revisions.release"))
                        .isEqualTo(Long.toString(release)));
        return asks(question);
    }

    private JsonPath asks(Question asked) {
        return platform.asks("rxn-epr", asked).then().statusCode(200).extract().jsonPath();
    }

    private boolean decision() {
        return ask().getBoolean("decision");
    }

    private JsonPath ask() {
        return asks(question);
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
