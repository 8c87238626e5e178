package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class Journey7BreakGlassTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
    private static final String USER = "555254242107";
    private static final String ROLE = "S8000:G8000:R8000";

    private final Platform platform;
    private final String nhsNumber;

    Journey7BreakGlassTest(Platform platform) {
        this.platform = platform;
        this.nhsNumber = platform.nhsNumberOf(1);
    }

    @BeforeEach
    void thePatientSaysYesButNotBlackpool() {
        new Patients(platform, "patient1")
                .chooses(List.of(
                        Patients.choice("shared-care-record", "permit", List.of(Patients.notThisOrganisation("RXL")))));
    }

    @Test
    void inAnEmergencyTheRecordIsOpenedUntilItIsOverAndThePatientReadsOfIt() {
        medicines(USER).then().statusCode(403);

        String grant = declared();

        medicines(USER)
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("Bundle"))
                .body("entry.findAll { it.search?.mode == 'match' }.size()", org.hamcrest.Matchers.greaterThan(0));
        medicines("somebody-else").then().statusCode(403);

        given().spec(platform.as("rxl-epr"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "The patient has woken up and says no."))
                .post("/break-glass/grants/" + grant + "/end")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));

        medicines(USER).then().statusCode(403).body("resourceType", equalTo("OperationOutcome"));
        thePatientReads();
        theRegionsOfficerReads(grant);
    }

    @Test
    void anotherOrganisationNeitherSeesNorEndsIt() {
        String grant = declared();

        given().spec(platform.as("rxn-epr"))
                .get("/break-glass/grants/" + grant)
                .then()
                .statusCode(403);
        given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "Not ours to end."))
                .post("/break-glass/grants/" + grant + "/end")
                .then()
                .statusCode(403);
        given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "The test is over."))
                .post("/break-glass/grants/" + grant + "/end")
                .then()
                .statusCode(200);
    }

    private void thePatientReads() {
        await().atMost(RECORDED_WITHIN)
                .untilAsserted(() -> given().spec(platform.as("patient1"))
                        .get("/me/audit")
                        .then()
                        .statusCode(200)
                        .body(not(containsString(nhsNumber)))
                        .body(not(containsString("unconscious")))
                        .body(
                                "records.type",
                                org.hamcrest.Matchers.hasItems("break-glass-declared", "break-glass-ended")));
    }

    private void theRegionsOfficerReads(String grant) {
        JsonPath found = given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of("nhs_number", nhsNumber, "type", "break-glass-declared"))
                .post("/audit/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(found.getList("records")).isNotEmpty();
        String record = given().spec(platform.as("officer.region"))
                .get("/audit/records/" + found.getString("records[0].id"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(record).contains(grant, "unconscious");
    }

    private String declared() {
        return given().spec(platform.as("rxl-epr"))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "requester", "RXL",
                        "subject", Map.of("id", USER, "role", ROLE),
                        "nhs_number", nhsNumber,
                        "relationship", "Treats her in the emergency department",
                        "reason_code", "OVRER",
                        "reason", "Found unconscious at home; her medicines must be known."))
                .post("/break-glass/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response medicines(String user) {
        return given().spec(platform.as("rxl-epr"))
                .header("X-Purpose-Of-Use", "BTG")
                .header("X-User-Id", user)
                .header("X-User-Role", ROLE)
                .queryParam("patient.identifier", "https://fhir.nhs.uk/Id/nhs-number|" + nhsNumber)
                .get("/fhir/P81002/MedicationRequest");
    }
}
