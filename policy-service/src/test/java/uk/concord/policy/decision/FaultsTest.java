package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.StateTopic;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.OpaSeam.Fault;
import uk.concord.policy.testing.ServiceTest;
import uk.concord.stack.testing.TestStack;

@QuarkusTest
class FaultsTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 24;

    @Inject
    AgroalDataSource database;

    // Nothing that is asked here can be remembered from another test.
    private final Ask question = Ask.about(SAID_NOTHING, "medications").neverAskedBefore();

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

    @ParameterizedTest
    @EnumSource(names = {"STATUS_500", "HANG_UP", "DRIP"})
    void questionsThatGoTogetherFailTogetherAndAreNotLeftWaiting(Fault fault) {
        platform.seam().set(fault);
        List<Integer> statuses = manyAtOnce();

        assertThat(statuses).hasSize(MANY).containsOnly(503);
        await().atMost(SOON)
                .untilAsserted(() -> given().get(platform.management() + "/q/metrics")
                        .then()
                        .body(containsString("concord_answers_waiting 0.0")));
        platform.seam().set(Fault.NONE);
        // After so many failures the engine is left alone for a moment.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(manyAtOnce()).hasSize(MANY).containsOnly(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "{\"result\":{}}",
                "{\"result\":{\"0\":true}}",
                "{\"result\":{\"0\":{\"decision\":true}}}"
            })
    void whateverIsNotAClearAnswerToSeveralIs503(String answer) {
        platform.seam().answer(answer);

        assertThat(manyAtOnce()).hasSize(MANY).containsOnly(503);
    }

    private static List<Integer> manyAtOnce() {
        Callable<Integer> one = () -> Ask.about(SAID_NOTHING, "medications")
                .neverAskedBefore()
                .send()
                .extract()
                .statusCode();
        try (ExecutorService threads = Executors.newFixedThreadPool(MANY)) {
            return threads.invokeAll(Collections.nCopies(MANY, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutKafkaDecisionsGoToTheDatabaseAndFromThereToKafkaWithTheSameIds() {
        List<String> decisions = new ArrayList<>();
        platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.FREEZE);
        try {
            platform.consent().answers(404, "application/problem+json", "{}");
            for (int i = 0; i < 20; i++) {
                decisions.add(question.send().statusCode(200).extract().path("context.id"));
            }
            given().get(platform.management() + "/q/health/ready")
                    .then()
                    .body("checks.find { it.name == 'audit-spool' }.data.kafka", equalTo("away"));
        } finally {
            platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.THAW);
        }
        String kafka = platform.stack().bootstrapServers();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(decisions)
                        .allSatisfy(decision -> assertThat(Set.copyOf(AuditTopic.idsOf(kafka, decision)))
                                .hasSize(1)));
        // Those of which Kafka was never asked are there once; the first ones it may have taken after all.
        assertThat(decisions.subList(5, 20))
                .allSatisfy(decision ->
                        assertThat(AuditTopic.idsOf(kafka, decision)).hasSizeLessThanOrEqualTo(2));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            question.send().statusCode(200);
            given().get(platform.management() + "/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'audit-spool' }.data.kafka", equalTo("in use"))
                    .body("checks.find { it.name == 'audit-spool' }.data.waiting", equalTo(0));
        });
    }

    @Test
    void withoutKafkaAndTheDatabaseNothingIsAnswered() throws SQLException {
        platform.consent().answers(404, "application/problem+json", "{}");
        platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.FREEZE);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Whoever has this lock keeps everybody else from writing to the outbox.
            statement.execute("lock table outbox in access exclusive mode");
            question.send().statusCode(503).body("type", containsString("audit-unavailable"));
            connection.rollback();
            connection.setAutoCommit(true);
        } finally {
            platform.stack().tell(TestStack.Part.KAFKA, TestStack.Fault.THAW);
        }
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> question.send().statusCode(200));
    }
}
