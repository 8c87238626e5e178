package uk.concord.consent.inforce;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.PolicyStandIn;

@QuarkusTest
@WithTestResource(value = PolicyStandIn.class, scope = TestResourceScope.GLOBAL)
class InForceTest {

    private Patient patient;
    private String projection;

    @BeforeEach
    void somebodyIsRegistered() {
        patient = Patients.registered();
        projection = "/projection/patients/" + patient.id();
    }

    @Test
    void itIsInForceWhenPolicyServiceHoldsIt() {
        changeOnce();
        holds("{\"patient\":\"" + patient.id() + "\",\"revision\":1,\"since\":\"2026-11-22T10:00:00Z\"}");
        ask("?revision=1")
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("in_force", equalTo(true))
                .body("held_revision", equalTo(1))
                .body("since", equalTo("2026-11-22T10:00:00Z"));
        ask("").body("revision", equalTo(1)).body("in_force", equalTo(true));
        ask("?revision=0").body("revision", equalTo(0)).body("in_force", equalTo(true));
        assertThat(PolicyStandIn.authorization(projection)).isEqualTo("Bearer token-of-consent-service");
    }

    @Test
    void itIsNotWhilePolicyServiceHoldsAnOlderOne() {
        changeOnce();
        holds("{\"patient\":\"" + patient.id() + "\",\"revision\":0}");
        ask("?revision=1").body("in_force", equalTo(false)).body("held_revision", equalTo(0));
    }

    @Test
    void itIsNotWhilePolicyServiceDoesNotKnowThePatient() {
        ask("").statusCode(200).body("in_force", equalTo(false)).body("held_revision", nullValue());
    }

    @Test
    void itIsNotWhenPolicyServiceCannotBeAskedOrAnswersNonsense() {
        holds("{\"revision\":\"many\"}");
        ask("").statusCode(200).body("in_force", equalTo(false)).body("held_revision", nullValue());
        holds("{\"patient\":\"" + patient.id() + "\",\"revision\":0}");
        PolicyStandIn.fail(true);
        try {
            ask("").statusCode(200).body("in_force", equalTo(false)).body("held_revision", nullValue());
        } finally {
            PolicyStandIn.fail(false);
        }
        ask("").body("in_force", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?revision=-1", "?revision=1"})
    void aRevisionThatThereIsNotIsRefused(String query) {
        ask(query).statusCode(400).contentType("application/problem+json");
    }

    private void changeOnce() {
        given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}],\"wording\":\"w-1\"}")
                .put("/me/preferences")
                .then()
                .statusCode(200);
    }

    private void holds(String answer) {
        PolicyStandIn.answer(projection, answer);
    }

    private ValidatableResponse ask(String query) {
        return given().auth()
                .oauth2(patient.token())
                .get("/me/preferences/in-force" + query)
                .then();
    }
}
