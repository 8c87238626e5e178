package uk.concord.policy.projection;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class ProjectionTest extends ServiceTest {

    @Test
    void itSaysWhichRevisionOfAPatientItHolds() {
        as(Roles.SERVICE)
                .get("/projection/patients/" + PATIENT_TWO)
                .then()
                .statusCode(200)
                .body("patient", equalTo(PATIENT_TWO))
                .body("revision", equalTo(3))
                .body("since", notNullValue());
        as(Roles.SERVICE)
                .get("/projection/patients/0191f7a0-0000-7000-8000-0000000000aa")
                .then()
                .statusCode(404);
        as(Roles.SERVICE).get("/projection/patients/0").then().statusCode(404);
    }

    @Test
    void aLowerRevisionIsIgnored() {
        String patient = "0191f7a0-0000-7000-8000-0000000000bb";
        String number = "9434765870";
        platform.states()
                .send(
                        patient,
                        5,
                        number,
                        "[{\"scheme\":\"shared-care-record\",\"version\":1,\"effect\":\"deny\",\"since\":\"2026-11-01T10:00:00Z\",\"exceptions\":[]}]");
        platform.states().send(patient, 4, number, "[]");
        platform.states().send(patient, 6, number, "[]");
        platform.states().send(patient, 5, number, "[]");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> Ask.about(number, "medications")
                        .send()
                        .statusCode(200)
                        .body("context.revisions.patient", equalTo(6)));
    }

    @Test
    void itIsFreshWhileHeartbeatsCome() {
        as(Roles.OPERATOR)
                .get("/projection")
                .then()
                .statusCode(200)
                .body("caught_up", equalTo(true))
                .body("fresh", equalTo(true))
                .body("age_milliseconds", lessThan(2000));
        given().get(platform.management() + "/q/health/ready").then().statusCode(200);
    }

    @Test
    void onlyServicesAskAboutAPatient() {
        as(Roles.OPERATOR).get("/projection/patients/" + PATIENT_TWO).then().statusCode(403);
        as(Roles.PARTNER).get("/projection").then().statusCode(403);
        as(Roles.SERVICE).get("/projection").then().statusCode(200);
    }
}
