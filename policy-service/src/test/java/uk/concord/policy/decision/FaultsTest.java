package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.OpaSeam.Fault;
import uk.concord.policy.testing.ServiceTest;
import uk.concord.policy.testing.StateTopic;
import uk.concord.stack.testing.TestStack;

@QuarkusTest
class FaultsTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Ask question = Ask.about(SAID_NOTHING, "medications");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "{\"result\":true}",
                "{\"result\":{\"decision\":true}}",
                "{\"result\":{\"decision\":\"true\",\"outcome\":\"permit\"}}",
                // whole and consistent, but without the provenance that a real OPA states
                "{\"result\":{\"decision\":true,\"outcome\":\"permit\",\"permitted\":[\"medications\"],\"withheld\":[],\"reasons\":[{\"rule\":\"said\",\"effect\":\"permit\",\"text_key\":\"k\",\"parameters\":{},\"texts\":{\"patient\":\"p\",\"staff\":\"s\"}}],\"obligations\":[],\"rely_for_seconds\":300,\"revisions\":{\"release\":\"1\",\"register\":\"1\"}}}"
            })
    void whateverIsNotAClearAnswerOfOpaIs503(String answer) {
        platform.seam().answer(answer);

        question.send()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("Try again"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATUS_500", "HANG_UP", "DRIP"})
    void anOpaThatFailsIs503(Fault fault) {
        platform.seam().set(fault);

        question.send().statusCode(503);
    }

    @Test
    void aDecisionOnARegisterThatWasReplacedIsRefusedWithinSeconds() {
        long before = as(Roles.PARTNER).get("/register").jsonPath().getLong("revision");
        String release = as(Roles.OPERATOR).get("/releases/current").jsonPath().getString("release.number");
        platform.seam().answer(answerUnder(release, before));
        question.send().statusCode(200).body("decision", equalTo(true));

        registerOfficer()
                .body("{\"id\":\"replaced\",\"title\":\"%s\",\"class\":\"ordinary\"}".formatted(UUID.randomUUID()))
                .put("/register/categories/replaced")
                .then()
                .statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> question.send().statusCode(503).body("detail", containsString("is in force")));
    }

    private static String answerUnder(String release, long register) {
        return """
                {"provenance":{"bundles":{"rules":{"revision":"%s"},"register":{"revision":"%d"}}},
                 "result":{"decision":true,"outcome":"permit","permitted":["medications"],"withheld":[],
                   "reasons":[{"rule":"said","effect":"permit","text_key":"k","parameters":{},"texts":{"patient":"p","staff":"s"}}],
                   "obligations":[],"rely_for_seconds":300,"revisions":{"release":"%s","register":"%d"}}}""".formatted(release, register, release, register);
    }

    @Test
    void opaGoneAndBackIs503AndThenFine() {
        platform.opa().kill();
        try {
            question.send().statusCode(503);
        } finally {
            platform.opa().restart();
        }
        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(200).body("decision", equalTo(true)));
    }

    @Test
    void anOpaThatStandsStillIs503() {
        platform.opa().freeze();
        try {
            question.send().statusCode(503);
        } finally {
            platform.opa().thaw();
        }
        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(200));
    }

    @Test
    void aStaleProjectionReadsTheTruth() {
        platform.consent()
                .answers(
                        200,
                        "application/json",
                        StateTopic.state(
                                PATIENT_ONE,
                                9,
                                SAID_NOTHING,
                                "[{\"scheme\":\"shared-care-record\",\"version\":1,\"effect\":\"deny\",\"since\":\"2026-11-01T10:00:00Z\",\"exceptions\":[]}]"));
        platform.states().beating(false);

        await().atMost(SOON)
                .untilAsserted(() -> question.send()
                        .statusCode(200)
                        .body("decision", equalTo(false))
                        .body("context.revisions.patient", equalTo(9)));
    }

    @Test
    void aStaleProjectionWithoutTheTruthIs503() {
        platform.states().beating(false);

        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(503));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"patient\":\"x\"}", "null", "[]", "nonsense"})
    void aTruthThatIsNoStateIs503(String body) {
        platform.consent().answers(200, "application/json", body);
        platform.states().beating(false);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(question.send().extract().statusCode()).isEqualTo(503));
    }

    @Test
    void aPoisonStateDeniesThatPatientAndNoOther() {
        platform.states().send(PATIENT_TWO, "{\"schema\":\"concord".getBytes(StandardCharsets.UTF_8));
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> Ask.about(EXCLUDES_BLACKPOOL, "medications")
                            .send()
                            .statusCode(200)
                            .body("decision", equalTo(false))
                            .body("context.reasons.text_key", org.hamcrest.Matchers.hasItem("said-unreadable")));
            question.send().statusCode(200).body("decision", equalTo(true));
            given().get(platform.management() + "/q/metrics")
                    .then()
                    .body(containsString("concord_projection_unreadable_patients 1.0"));
        } finally {
            platform.states().send(PATIENT_TWO, 3, EXCLUDES_BLACKPOOL, "[]");
        }
    }

    @Test
    void aPatientWhoseOnlyStateIsUnreadableIsNeverTakenForUnregistered() {
        String patient = "0191f7a0-0000-7000-8000-00000000000f";
        platform.states().send(patient, "poison".getBytes(StandardCharsets.UTF_8));
        try {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> Ask.about(UNREGISTERED, "medications").send().statusCode(503));
        } finally {
            platform.states().send(patient, 0, "9434765870", "[]");
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> Ask.about(UNREGISTERED, "medications").send().statusCode(200));
    }

    @Test
    void anUnreadableKeyMakesTheReplicaUnreadyUntilItIsTakenOut() {
        platform.states().send("not-a-patient-id", "x".getBytes(StandardCharsets.UTF_8));
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> given().get(platform.management() + "/q/health/ready")
                            .then()
                            .statusCode(503));
            question.send().statusCode(503);
        } finally {
            platform.states().send("not-a-patient-id", null);
        }
        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(200));
        given().get(platform.management() + "/q/health/ready").then().statusCode(200);
    }

    @Test
    void withoutKafkaNothingIsAnswered() {
        platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.FREEZE);
        try {
            platform.consent().answers(404, "application/problem+json", "{}");
            question.send().statusCode(503).body("type", containsString("audit-unavailable"));
        } finally {
            platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.THAW);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> question.send().statusCode(200));
    }
}
