package uk.concord.policy.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class ReleaseTest extends ServiceTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final String SAID = "concord/said.rego";
    private static final String WORDING = "concord/wording/data.json";

    @Test
    void aNewReleaseChangesTheNextDecisionUnderItsNewRevision() {
        Ask question = Ask.about(SAID_NOTHING, "medications");
        int live = live();
        String wording = files(live).get(WORDING);

        int draft = draft(live, Map.of(WORDING, wording.replace("Its default is to share.", "So it is shared.")));
        question.send().body("context.revisions.release", equalTo(String.valueOf(live)));
        approver()
                .post("/releases/" + draft + "/approval")
                .then()
                .statusCode(200)
                .body("state", equalTo("live"));

        await().atMost(SECONDS)
                .untilAsserted(() -> question.send()
                        .statusCode(200)
                        .body("context.revisions.release", equalTo(String.valueOf(draft)))
                        .body(
                                "context.reasons[1].text",
                                equalTo("The patient has said nothing under Sharing for your care. So it is shared.")));
        as(Roles.OPERATOR)
                .get("/releases/current")
                .then()
                .body("release.number", equalTo(draft))
                .body("engine.release", equalTo(String.valueOf(draft)));
    }

    @Test
    void aSecondPersonMustApprove() {
        int draft = draft(live(), Map.of());

        given().auth()
                .oauth2(TestTokens.of("gateway-login", Roles.POLICY_AUTHOR, Roles.POLICY_APPROVER)
                        .with("sub", "the-author")
                        .token())
                .post("/releases/" + draft + "/approval")
                .then()
                .statusCode(403)
                .body("detail", containsString("second person"));
        assertThat(live()).isNotEqualTo(draft);
    }

    @Test
    void releasesOnlyGoForward() {
        approver().post("/releases/1/approval").then().statusCode(409);
        approver().post("/releases/999/approval").then().statusCode(404);
    }

    @Test
    void aReleaseThatDoesNotCompileIsRefusedWithWhatTheEngineSays() {
        author().body(Map.of(
                        "note", "broken",
                        "based_on", live(),
                        "files", Map.of(SAID, "package concord.said\n\nclosed := unknown_thing\n")))
                .post("/releases")
                .then()
                .statusCode(422)
                .body("faults", hasItem(containsString("concord/said.rego: line 3")));
        Ask.about(SAID_NOTHING, "medications").send().statusCode(200);
    }

    @Test
    void aReleaseStaysInsideItsRoot() {
        author().body(Map.of(
                        "note", "outside",
                        "based_on", live(),
                        "files", Map.of("register/data.json", "{}", "concord/x.rego", "package register")))
                .post("/releases")
                .then()
                .statusCode(422)
                .body("faults", hasItem(containsString("register/data.json")))
                .body("faults", hasItem(containsString("concord/x.rego")));
    }

    @Test
    void aDraftNeedsANote() {
        author().body(Map.of("based_on", live())).post("/releases").then().statusCode(400);
        author().body(Map.of("note", "as 9990000018 asked", "based_on", live()))
                .post("/releases")
                .then()
                .statusCode(400)
                .body("detail", startsWith("note must not hold an NHS number"));
    }

    @Test
    void eachRoleDoesItsOwn() {
        as(Roles.PARTNER).get("/releases").then().statusCode(403);
        as(Roles.PARTNER).get("/releases/current").then().statusCode(403);
        as(Roles.PARTNER).get("/releases/1").then().statusCode(403);
        as(Roles.POLICY_APPROVER).get("/releases").then().statusCode(200);
        as(Roles.POLICY_AUTHOR).get("/releases/1").then().statusCode(200).body("note", containsString("ships with"));
        as(Roles.POLICY_APPROVER).body(Map.of()).post("/releases").then().statusCode(403);
        as(Roles.POLICY_AUTHOR).post("/releases/1/approval").then().statusCode(403);
    }

    private static RequestSpecification author() {
        return given().auth()
                .oauth2(TestTokens.of("gateway-login", Roles.POLICY_AUTHOR)
                        .with("sub", "the-author")
                        .token())
                .contentType("application/json");
    }

    private static RequestSpecification approver() {
        return given().auth()
                .oauth2(TestTokens.of("gateway-login", Roles.POLICY_APPROVER)
                        .with("sub", "the-guardian")
                        .token());
    }

    private static int draft(int basedOn, Map<String, String> files) {
        return author().body(Map.of("note", "A better wording", "based_on", basedOn, "files", files))
                .post("/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("number");
    }

    private static int live() {
        return as(Roles.OPERATOR).get("/releases/current").then().extract().path("release.number");
    }

    private static Map<String, String> files(int release) {
        return as(Roles.OPERATOR).get("/releases/" + release).then().extract().path("files");
    }
}
