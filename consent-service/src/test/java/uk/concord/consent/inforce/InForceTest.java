package uk.concord.consent.inforce;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.RealPolicy.Fault;
import uk.concord.kernel.outbox.OutboxRelay;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class InForceTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Inject
    OutboxRelay relay;

    @AfterEach
    void everythingWorksAgain() {
        RealPolicy.line(Fault.NONE);
        relay.start();
    }

    @Test
    void itIsInForceWhenPolicyServiceHoldsIt() {
        Patient patient = Patients.registered();
        changeOnce(patient);
        await().atMost(BOUND).untilAsserted(() -> ask(patient, "?revision=1").body("in_force", equalTo(true)));
        ask(patient, "?revision=1")
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("held_revision", equalTo(1))
                .body("since", equalTo(RealPolicy.heldSince(patient.id()).toString()));
        ask(patient, "").body("revision", equalTo(1)).body("in_force", equalTo(true));
        ask(patient, "?revision=0").body("revision", equalTo(0)).body("in_force", equalTo(true));
    }

    @Test
    void itIsNotWhilePolicyServiceHoldsAnOlderOne() {
        Patient patient = Patients.registered();
        await().atMost(BOUND).untilAsserted(() -> ask(patient, "").body("in_force", equalTo(true)));
        relay.stop();
        changeOnce(patient);
        ask(patient, "?revision=1")
                .statusCode(200)
                .body("in_force", equalTo(false))
                .body("held_revision", equalTo(0));
        relay.start();
        await().atMost(BOUND).untilAsserted(() -> ask(patient, "?revision=1").body("in_force", equalTo(true)));
    }

    @Test
    void itIsNotWhilePolicyServiceDoesNotKnowThePatient() {
        relay.stop();
        Patient patient = Patients.registered();
        ask(patient, "").statusCode(200).body("in_force", equalTo(false)).body("held_revision", nullValue());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void itIsNotWhenPolicyServiceCannotBeAskedOrAnswersNonsense(Fault fault) {
        Patient patient = Patients.registered();
        await().atMost(BOUND).untilAsserted(() -> ask(patient, "").body("in_force", equalTo(true)));
        RealPolicy.line(fault);
        ask(patient, "").statusCode(200).body("in_force", equalTo(false)).body("held_revision", nullValue());
        RealPolicy.line(Fault.NONE);
        ask(patient, "").body("in_force", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?revision=-1", "?revision=1"})
    void aRevisionThatThereIsNotIsRefused(String query) {
        ask(Patients.registered(), query).statusCode(400).contentType("application/problem+json");
    }

    private static void changeOnce(Patient patient) {
        given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}],\"wording\":\"w-1\"}")
                .put("/me/preferences")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse ask(Patient patient, String query) {
        return given().auth()
                .oauth2(patient.token())
                .get("/me/preferences/in-force" + query)
                .then();
    }
}
