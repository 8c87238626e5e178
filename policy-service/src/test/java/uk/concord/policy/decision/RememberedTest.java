package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.testing.StateTopic;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.OpaSeam.Fault;
import uk.concord.policy.testing.ServiceTest;

/** What is remembered, over HTTP: with OPA away, after a change of the register, after a change of mind. */
@QuarkusTest
class RememberedTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DENIES =
            "[{\"scheme\":\"shared-care-record\",\"version\":1,\"effect\":\"deny\",\"since\":\"2026-11-01T10:00:00Z\",\"exceptions\":[]}]";

    private final Ask question = Ask.about(SAID_NOTHING, "medications").neverAskedBefore();

    @Test
    void withOpaAwayWhatIsRememberedIsAnsweredAndTheRestIsNot() {
        String first = question.send().statusCode(200).extract().path("context.id");
        platform.seam().set(Fault.HANG_UP);

        String second = question.send()
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("context.agreement.id", equalTo("region-direct-care"))
                .extract()
                .path("context.id");

        assertThat(second).isNotEqualTo(first);
        Ask.about(SAID_NOTHING, "medications").neverAskedBefore().send().statusCode(503);
    }

    @Test
    void afterAChangeOfTheRegisterNothingFromBeforeIsRemembered() {
        question.send().statusCode(200);
        platform.seam().set(Fault.HANG_UP);
        question.send().statusCode(200);

        registerOfficer()
                .body("{\"id\":\"changed\",\"title\":\"%s\",\"class\":\"ordinary\"}".formatted(UUID.randomUUID()))
                .put("/register/categories/changed")
                .then()
                .statusCode(200);

        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(503));
        platform.seam().set(Fault.NONE);
        await().atMost(SOON).untilAsserted(() -> question.send().statusCode(200));
    }

    @Test
    void aFailureIsNotRemembered() {
        platform.seam().answer("{\"result\":{}}");
        question.send().statusCode(503);
        platform.seam().set(Fault.NONE);

        question.send().statusCode(200).body("decision", equalTo(true));
    }

    @Test
    void aChangeOfMindNeedsOtherFactsAndSoAnotherAnswer() {
        String patient = "0191f7a0-0000-7000-8000-0000000000cc";
        String number = "9434765870";
        long revision = System.nanoTime();
        Ask about = Ask.about(number, "medications").neverAskedBefore();
        platform.states().send(patient, revision, number, "[]");
        await().atMost(SOON)
                .untilAsserted(
                        () -> about.atLeast(revision).send().statusCode(200).body("decision", equalTo(true)));

        platform.states().send(patient, revision + 1, number, DENIES);

        await().atMost(SOON)
                .untilAsserted(
                        () -> about.atLeast(revision + 1).send().statusCode(200).body("decision", equalTo(false)));
    }

    @Test
    void aRevisionThatHasNotArrivedIsReadFromTheTruth() {
        platform.consent().answers(200, "application/json", StateTopic.state(PATIENT_ONE, 9, SAID_NOTHING, DENIES));

        question.atLeast(9)
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.revisions.patient", equalTo(9));
        question.atLeast(0).send().statusCode(200).body("decision", equalTo(true));
    }

    @Test
    void withoutTheTruthARevisionThatHasNotArrivedIs503() {
        question.atLeast(9).send().statusCode(503);
    }

    @Test
    void aRevisionThatTheTruthHasNotReachedIs409() {
        platform.consent().answers(200, "application/json", StateTopic.state(PATIENT_ONE, 8, SAID_NOTHING, "[]"));

        question.atLeast(9)
                .send()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("at_least"));
    }

    @Test
    void aRevisionOfNobodyIs409() {
        platform.consent().answers(404, "application/problem+json", "{}");

        Ask.about(UNREGISTERED, "medications").atLeast(0).send().statusCode(409);
    }
}
