package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class Journey4OfficerFollowsTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);

    private final Platform platform;

    Journey4OfficerFollowsTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void anOfficerFindsADecisionByPatientAndOpensItWithItsProof() {
        String decision = platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(1), "medications"))
                .jsonPath()
                .getString("context.id");

        String record =
                find("officer.rxn", Map.of("nhs_number", platform.nhsNumberOf(1), "type", "decision"), decision);

        given().spec(platform.as("officer.rxn"))
                .get("/audit/records/" + record)
                .then()
                .statusCode(200)
                .body("record.purpose", equalTo("TREAT"))
                .body("record.organisations", hasItem("RXN"))
                .body("record.detail", notNullValue())
                .body(not(containsString(platform.nhsNumberOf(1))));
        given().spec(platform.as("officer.rxn"))
                .get("/audit/records/" + record + "/proof.tlog-proof")
                .then()
                .statusCode(200)
                .body(startsWith("c2sp.org/tlog-proof@v1\n"))
                .body(containsString("\n— "));
    }

    @Test
    void theSameDecisionIsFoundByOrganisationAndByTime() {
        Instant before = Instant.now().minusSeconds(1);
        String decision = platform.asks("rxn-epr", Question.treat("RXN", platform.nhsNumberOf(2), "medications"))
                .jsonPath()
                .getString("context.id");

        find("officer.rxn", Map.of("organisation", "RXN", "from", before.toString()), decision);
    }

    @Test
    void theOfficerOfOneTrustSeesThatTrustsRecordsOnly() {
        String decision = platform.asks("rxl-epr", Question.treat("RXL", platform.nhsNumberOf(1), "medications"))
                .jsonPath()
                .getString("context.id");
        String record = find("officer.region", Map.of("decision_id", decision), decision);

        given().spec(platform.as("officer.rxn"))
                .get("/audit/records/" + record)
                .then()
                .statusCode(404);
        given().spec(platform.as("officer.rxn"))
                .get("/audit/records/" + record + "/proof")
                .then()
                .statusCode(404);
        assertThat(search("officer.rxn", Map.of("decision_id", decision)).getList("records"))
                .isEmpty();
        assertThat(search("officer.rxn", Map.of("limit", 100)).getList("records.organisations", List.class))
                .isNotEmpty()
                .allSatisfy(organisations -> assertThat(organisations).contains("RXN"));
    }

    @Test
    void aPatientsChangeIsOnRecordForTheRegionAndNotForATrust() {
        Instant before = Instant.now().minusSeconds(1);
        long revision = new Patients(platform, "patient3")
                .chooses(List.of(Patients.choice("regional-research", "deny", List.of())));
        Map<String, Object> criteria =
                Map.of("nhs_number", platform.nhsNumberOf(3), "type", "preference-change", "from", before.toString());

        await().atMost(RECORDED_WITHIN)
                .untilAsserted(
                        () -> assertThat(search("officer.region", criteria).getList("records"))
                                .isNotEmpty());
        assertThat(search("officer.rxn", criteria).getList("records")).isEmpty();
        assertThat(revision).isPositive();
    }

    @Test
    void aPatientSeesWhoAsked() {
        Instant before = Instant.now();
        platform.asks("lcc-social-care", Question.treat("323", platform.nhsNumberOf(1), "medications"));

        await().atMost(RECORDED_WITHIN).untilAsserted(() -> {
            Response mine = given().spec(platform.as("patient1")).get("/me/audit");
            mine.then().statusCode(200).body(not(containsString(platform.nhsNumberOf(1))));
            Map<String, String> newest = mine.jsonPath().getMap("records[0]");
            assertThat(Instant.parse(newest.get("occurred_at"))).isAfterOrEqualTo(before);
            assertThat(newest)
                    .containsEntry("type", "decision")
                    .containsEntry("organisation", "323")
                    .containsEntry("purpose", "TREAT")
                    .containsEntry("role", "S8000:G8000:R8000");
        });
    }

    @Test
    void readingTheAuditIsOnRecord() {
        Instant before = Instant.now().minusSeconds(1);
        search("officer.rxn", Map.of("organisation", "RXN"));

        await().atMost(RECORDED_WITHIN)
                .untilAsserted(() -> assertThat(
                                search("officer.region", Map.of("type", "audit-read", "from", before.toString()))
                                        .getList("records.findAll { 'RXN' in it.organisations }"))
                        .isNotEmpty());
    }

    @Test
    void aPartnerSystemDoesNotReadTheAudit() {
        given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/audit/search")
                .then()
                .statusCode(403);
    }

    private String find(String officer, Map<String, Object> criteria, String decision) {
        String[] found = new String[1];
        await().atMost(RECORDED_WITHIN).until(() -> {
            found[0] = search(officer, criteria)
                    .getString("records.find { it.decision_id == '" + decision + "' && it.type == 'decision' }?.id");
            return found[0] != null;
        });
        return found[0];
    }

    private JsonPath search(String officer, Map<String, Object> criteria) {
        return given().spec(platform.as(officer))
                .contentType(ContentType.JSON)
                .body(new HashMap<>(criteria))
                .post("/audit/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
