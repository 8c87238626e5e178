package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class Journey1PatientChoosesTest {

    private final Platform platform;

    Journey1PatientChoosesTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aPatientSaysYesToDirectCareButNotBlackpoolAndNoToResearch() {
        Patients patient = new Patients(platform, "patient1");
        long before = patient.revision();

        long after = patient.chooses(List.of(
                Patients.choice("shared-care-record", "permit", List.of(Patients.notThisOrganisation("RXL"))),
                Patients.choice("regional-research", "deny", List.of())));

        assertThat(after).isEqualTo(before + 1);
        assertThat(patient.revision()).isEqualTo(after);
        assertThat(patient.effectOf("shared-care-record")).contains("permit");
        assertThat(patient.effectOf("regional-research")).contains("deny");
        assertThat(
                        patient.preferences()
                                .getString(
                                        "preferences.find { it.scheme == 'shared-care-record' }.exceptions[0].organisations[0]"))
                .isEqualTo("RXL");
    }

    @Test
    void aChangeBasedOnAnOldRevisionIsRefusedAndLosesNothing() {
        Patients patient = new Patients(platform, "patient3");
        long first = patient.chooses(List.of(Patients.choice("regional-research", "deny", List.of())));

        given().spec(platform.as("patient3"))
                .contentType(ContentType.JSON)
                .header("If-Match", "\"" + (first - 1) + "\"")
                .body(Map.of(
                        "choices",
                        List.of(Patients.choice("regional-research", "permit", List.of())),
                        "wording",
                        "choices-2026-11"))
                .put("/me/preferences")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", containsString("stale-revision"));

        assertThat(patient.revision()).isEqualTo(first);
        assertThat(patient.effectOf("regional-research")).contains("deny");
    }

    @Test
    void theAnswerNeverHoldsTheNhsNumber() {
        given().spec(platform.as("patient1"))
                .get("/me/preferences")
                .then()
                .statusCode(200)
                .body(not(containsString(platform.nhsNumberOf(1))));
    }

    @Test
    void aPartnerSystemHasNoChoicesOfItsOwn() {
        given().spec(platform.as("rxn-epr"))
                .get("/me/preferences")
                .then()
                .statusCode(403)
                .body("title", equalTo("Not allowed"));
    }
}
