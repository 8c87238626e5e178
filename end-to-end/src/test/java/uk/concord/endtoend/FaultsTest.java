package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One process is killed (-9) while partners ask and read, stays down for a while, and comes back. */
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(RunningPlatform.class)
class FaultsTest {

    private static final Duration BACK_WITHIN = Duration.ofSeconds(90);
    private static final int QUESTIONS = 12;

    private final Platform platform;
    private final Question permitted;
    private final Question refused;

    FaultsTest(Platform platform) {
        this.platform = platform;
        this.permitted = Question.treat("RXN", platform.nhsNumberOf(200), "medications");
        this.refused = Question.treat("ZZC01", platform.nhsNumberOf(200), "medications");
    }

    @Test
    void withoutPolicyServiceNothingIsAnsweredAndNothingIsLost() {
        List<String> acknowledged = askWithout("policy-service", () -> {
            assertThat(platform.asks("rxn-epr", permitted).statusCode()).isEqualTo(503);
            assertThat(fhirSearch().statusCode()).isIn(502, 503);
        });

        allAreInTheLedger(acknowledged);
    }

    @Test
    void withoutOpaOnlyWhatIsRememberedIsAnswered() {
        List<String> acknowledged = askWithout("opa", () -> {
            assertThat(platform.asks("rxn-epr", permitted).statusCode()).isEqualTo(200);
            Response unheardOf = platform.asks("rxn-epr", permitted.inTheRole("never-asked-before"));
            assertThat(unheardOf.statusCode()).isEqualTo(503);
            assertThat(unheardOf.jsonPath().getString("detail")).contains("policy engine");
        });

        allAreInTheLedger(acknowledged);
    }

    @Test
    void withoutKafkaQuestionsAreAnsweredAndTheirRecordsArriveLater() {
        List<String> acknowledged = askWithout("kafka", () -> {
            Response answer = platform.asks("rxn-epr", permitted);
            assertThat(answer.statusCode()).isEqualTo(200);
            // The gateway has no such place for its own records, so it gives nothing out.
            assertThat(fhirSearch().statusCode()).isIn(502, 503);
        });

        allAreInTheLedger(acknowledged);
    }

    /** Asks before, while and after this part is away. Returns the decisions that were acknowledged. */
    private List<String> askWithout(String part, Runnable meanwhile) {
        List<String> acknowledged = new ArrayList<>(askUntilThereAre(3));
        platform.kill(part);
        try {
            for (int i = 0; i < QUESTIONS; i++) {
                Response answer = platform.asks("rxn-epr", permitted);
                assertThat(answer.statusCode()).isIn(200, 503);
                if (answer.statusCode() == 200) {
                    acknowledged.add(answer.jsonPath().getString("context.id"));
                } else {
                    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
                }
                assertThat(fhirSearch().statusCode()).isIn(200, 502, 503);
                neverPermits();
            }
            meanwhile.run();
        } finally {
            platform.start(part);
        }
        acknowledged.addAll(askUntilThereAre(3));
        return acknowledged;
    }

    @Test
    void withoutTheAuditServiceQuestionsAreAnsweredAndTheirRecordsArriveLater() {
        platform.kill("audit-service");
        List<String> acknowledged;
        try {
            acknowledged = new ArrayList<>(askUntilThereAre(QUESTIONS));
            neverPermits();
        } finally {
            platform.start("audit-service");
        }

        allAreInTheLedger(acknowledged);
    }

    @Test
    void withoutKafkaThereIsNoEvidencePackBecauseThereIsNoRecordOfIt() {
        String record = new Officer(platform, "officer.rxn")
                .recordOf(askUntilThereAre(1).getFirst());
        platform.kill("kafka");
        try {
            given().spec(platform.as("officer.rxn"))
                    .contentType(ContentType.JSON)
                    .body(Map.of("records", List.of(record), "case", "IG-1", "reason", "Asked for."))
                    .post("/audit/evidence")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .body("type", endsWith("/audit-unavailable"));
        } finally {
            platform.start("kafka");
        }
        askUntilThereAre(1);
    }

    @Test
    void aChoiceMadeWhileKafkaIsAwayIsKeptAndComesIntoForceLater() {
        Patients patient = new Patients(platform, "patient3");
        long before = patient.revision();
        platform.kill("kafka");
        long after;
        try {
            after = patient.put(List.of(Patients.choice("regional-research", "deny", List.of())), before);
            assertThat(patient.inForce(after)).isFalse();
        } finally {
            platform.start("kafka");
        }

        await().atMost(BACK_WITHIN).until(() -> patient.inForce(after));
    }

    private List<String> askUntilThereAre(int wanted) {
        List<String> decisions = new ArrayList<>();
        await().atMost(BACK_WITHIN).until(() -> {
            Response answer = platform.asks("rxn-epr", permitted);
            if (answer.statusCode() == 200) {
                assertThat(answer.jsonPath().getBoolean("decision")).isTrue();
                decisions.add(answer.jsonPath().getString("context.id"));
            }
            return decisions.size() >= wanted;
        });
        return decisions;
    }

    private void neverPermits() {
        Response answer = platform.asks("zzc01-care", refused);
        assertThat(answer.statusCode() == 503 || !answer.jsonPath().getBoolean("decision"))
                .as("status %d never permits", answer.statusCode())
                .isTrue();
    }

    private Response fhirSearch() {
        return given().spec(platform.as("rxn-epr"))
                .header("X-Purpose-Of-Use", "TREAT")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000")
                .queryParam("patient.identifier", "https://fhir.nhs.uk/Id/nhs-number|" + platform.nhsNumberOf(200))
                .get("/fhir/P81002/MedicationRequest");
    }

    private void allAreInTheLedger(List<String> decisions) {
        for (String decision : decisions) {
            await().atMost(BACK_WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(given().spec(platform.as("officer.region"))
                                    .contentType(ContentType.JSON)
                                    .body(Map.of("decision_id", decision, "type", "decision"))
                                    .post("/audit/search")
                                    .then()
                                    .statusCode(200)
                                    .extract()
                                    .jsonPath()
                                    .getList("records"))
                            .as("decision %s", decision)
                            .hasSize(1));
        }
    }
}
