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
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningPlatform.class)
class Journey3GatewayEnforcesTest {

    private static final String SYSTEM = "https://fhir.nhs.uk/Id/nhs-number";
    private static final String OBSERVATIONS = "/fhir/P81002/Observation";
    private static final String MEDICATIONS = "/fhir/P81002/MedicationRequest";

    private final Platform platform;
    private final String nhsNumber;

    Journey3GatewayEnforcesTest(Platform platform) {
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
    void aPermittedSearchReturnsThePatientsResourcesOnly() {
        JsonPath bundle = search("rxn-epr", MEDICATIONS, nhsNumber)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(bundle.getString("resourceType")).isEqualTo("Bundle");
        assertThat(bundle.getList("entry.findAll { it.search?.mode == 'match' }.resource.resourceType", String.class))
                .isNotEmpty()
                .containsOnly("MedicationRequest");
    }

    @Test
    void aDeniedSearchIsA403OperationOutcome() {
        search("rxl-epr", MEDICATIONS, nhsNumber)
                .then()
                .statusCode(403)
                .contentType(containsString("application/fhir+json"))
                .body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void withheldResourcesAreRemovedAndTheClinicianIsToldThatSomethingIsWithheldNotWhat() {
        String somebody = platform.patientWithSensitiveObservations();

        JsonPath bundle = given().spec(asking("rxn-epr"))
                .queryParam("patient.identifier", SYSTEM + "|" + somebody)
                .queryParam("_count", 50)
                .get(OBSERVATIONS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        List<Map<String, ?>> matches = bundle.getList("entry.findAll { it.search?.mode == 'match' }");
        assertThat(bundle.getInt("total")).isEqualTo(matches.size());
        assertThat(bundle.getString("entry.find { it.search?.mode == 'outcome' }.resource.resourceType"))
                .isEqualTo("OperationOutcome");
        assertThat(bundle.prettify()).doesNotContain("\"SEX\"", "\"PSY\"", "sexual", "mental");
    }

    @Test
    void aReadByIdGoesThroughTheDecision() {
        String id = search("rxn-epr", MEDICATIONS, nhsNumber)
                .jsonPath()
                .getString("entry.find { it.search?.mode == 'match' }.resource.id");

        given().spec(asking("rxn-epr"))
                .get(MEDICATIONS + "/" + id)
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("MedicationRequest"))
                .body("id", equalTo(id));
        given().spec(asking("rxl-epr"))
                .get(MEDICATIONS + "/" + id)
                .then()
                .statusCode(403)
                .body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void aPageLinkHoldsNoNhsNumberAndIsDecidedAnew() {
        String next = given().spec(asking("rxn-epr"))
                .queryParam("patient.identifier", SYSTEM + "|" + nhsNumber)
                .queryParam("_count", 1)
                .get(OBSERVATIONS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("link.find { it.relation == 'next' }.url");
        assertThat(next).startsWith(platform.gateway().toString()).doesNotContain(nhsNumber);

        given().spec(asking("rxn-epr"))
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("Bundle"));
        given().spec(asking("rxl-epr"))
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(400);

        new Patients(platform, "patient1")
                .chooses(List.of(Patients.choice(
                        "shared-care-record",
                        "permit",
                        List.of(Patients.notThisOrganisation("RXL"), Patients.notThisOrganisation("RXN")))));
        given().spec(asking("rxn-epr"))
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/P81002/Patient/$everything",
                "/fhir/P81002/MedicationRequest/_history",
                "/fhir/P81002/Binary/1",
                "/fhir/P81002",
                "/fhir/P81002/metadata",
                "/fhir/XXXXX/MedicationRequest",
                "/fhir/P81002/MedicationRequest",
                "/fhir/P81002/MedicationRequest?patient.identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018&_summary=count",
                "/fhir/P81002/MedicationRequest?patient.identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C9990000018&_include=*",
                "/fhir/P81002/../P81002/MedicationRequest",
                "/fhir/P81002/MedicationRequest?_page=forged"
            })
    void everyOtherPathAndParameterIsRefused(String path) {
        int status = given().spec(asking("rxn-epr"))
                .urlEncodingEnabled(false)
                .get(path)
                .statusCode();

        assertThat(status).isBetween(400, 499);
    }

    @Test
    void everyOtherMethodIsRefused() {
        given().spec(asking("rxn-epr")).delete(MEDICATIONS + "/1").then().statusCode(405);
        given().spec(asking("rxn-epr"))
                .contentType("application/fhir+json")
                .body("{}")
                .post(MEDICATIONS)
                .then()
                .statusCode(405);
        given().spec(asking("rxn-epr"))
                .contentType("application/x-www-form-urlencoded")
                .body("patient.identifier=" + SYSTEM + "|" + nhsNumber)
                .post(MEDICATIONS + "/_search")
                .then()
                .statusCode(405);
    }

    @Test
    void theAccessIsAuditedByWhomAndForWhom() {
        Instant before = Instant.now().minusSeconds(1);
        search("rxn-epr", MEDICATIONS, nhsNumber).then().statusCode(200);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonPath found = given().spec(platform.as("officer.rxn"))
                    .contentType(ContentType.JSON)
                    .body(Map.of("nhs_number", nhsNumber, "type", "access", "from", before.toString()))
                    .post("/audit/search")
                    .then()
                    .statusCode(200)
                    .body(not(containsString(nhsNumber)))
                    .extract()
                    .jsonPath();
            assertThat(found.getList("records")).isNotEmpty();
            assertThat(found.getString("records[0].actor.client")).isEqualTo("rxn-epr");
            assertThat(found.getString("records[0].actor.user.role")).isEqualTo("R8000");
        });
    }

    private Response search(String client, String path, String patient) {
        return given().spec(asking(client))
                .queryParam("patient.identifier", SYSTEM + "|" + patient)
                .get(path);
    }

    private RequestSpecification asking(String client) {
        return given().spec(platform.as(client))
                .header("X-Purpose-Of-Use", "TREAT")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000");
    }
}
