package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.AuditLog;
import uk.concord.gateway.standin.GatewayPorts;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.stack.demo.SyntheticPatients;

@GatewayTest
class SearchTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Policy policy;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        policy = new Policy();
    }

    @ParameterizedTest
    @CsvSource({"Patient,1", "AllergyIntolerance,1", "Observation,13"})
    void whatIsPermittedComesWithItsTotal(String type, int expected) {
        Response answer = Fhir.partner().get(Fhir.search("P81002", type, Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/fhir+json");
        JsonNode bundle = Fhir.json(answer);
        assertThat(Fhir.ids(bundle)).hasSize(expected);
        assertThat(bundle.path("total").asInt()).isEqualTo(expected);
        assertThat(Fhir.outcomes(bundle)).isEmpty();
    }

    @Test
    void aLabelledResourceIsWithheldAndTheTotalFitsWhatIsLeft() {
        policy.opensNothingSensitive();

        Response answer = Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        JsonNode bundle = Fhir.json(answer);
        assertThat(Fhir.ids(bundle)).hasSize(2);
        assertThat(bundle.path("total").asInt()).isEqualTo(2);
        assertThat(answer.asString())
                .doesNotContain("Sertraline", "Doxycycline", "Follitropin", "v3-ActCode", "mental");
    }

    @Test
    void theClinicianIsToldThatSomethingIsLeftOutButNotWhat() {
        policy.withholds("mental-health");

        JsonNode bundle = Fhir.json(Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST)));

        assertThat(Fhir.outcomes(bundle)).singleElement().satisfies(outcome -> {
            JsonNode issue = outcome.path("issue").path(0);
            assertThat(issue.path("severity").asText()).isEqualTo("warning");
            assertThat(issue.path("code").asText()).isEqualTo("suppressed");
            assertThat(issue.path("details").path("text").asText())
                    .isEqualTo(SearchAnswer.LEFT_OUT)
                    .doesNotContainIgnoringCase("mental");
        });
    }

    @Test
    void whatTheLawRestrictsIsWithheldThoughThePatientOpensEverything() {
        JsonNode bundle = Fhir.json(Fhir.partner().get(Fhir.search("P81002", "Condition", Practice.FIRST)));

        assertThat(bundle.path("entry").findValuesAsText("text"))
                .contains("Depressive disorder", "Alcohol dependence")
                .doesNotContain("Assisted conception treatment");
    }

    @Test
    void theQuestionIsAskedWithThePartnersOwnTokenForItsOnlyOrganisation() throws Exception {
        String token = TestTokens.partner("rxn-epr");
        io.restassured.RestAssured.given()
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .header("X-Purpose-Of-Use", "TREAT")
                .header("X-User-Id", "555066192103")
                .header("X-User-Role", "S8000:G8000:R8000")
                .get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST))
                .then()
                .statusCode(200);

        StandIn.Request asked = policy.questions().getFirst();
        assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer " + token);
        assertThat(JSON.readTree(asked.body())).isEqualTo(JSON.readTree("""
                {"subject":{"type":"practitioner","id":"555066192103",
                            "properties":{"organisation":"RXN","role":"S8000:G8000:R8000"}},
                 "action":{"name":"read","properties":{"purpose":"TREAT"}},
                 "resource":{"type":"patient-record","id":"%s",
                             "properties":{"custodian":"P81002","categories":
                               ["assisted-conception","domestic-abuse","drugs-and-alcohol","gender-recognition","medications",
                                "mental-health","sexual-health","termination-of-pregnancy"]}},
                 "context":{"supported_obligations":["redact"]}}""".formatted(Practice.FIRST)));
    }

    @Test
    void withoutAUserTheSystemItselfAsks() throws Exception {
        Fhir.partner()
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(200);

        JsonNode subject = JSON.readTree(policy.questions().getFirst().body()).path("subject");
        assertThat(subject.path("type").asText()).isEqualTo("system");
        assertThat(subject.path("id").asText()).isEqualTo("rxn-epr");
    }

    @Test
    void aSystemOfSeveralOrganisationsMustSayForWhichItAsks() {
        Fhir.as("both-epr")
                .header("X-Purpose-Of-Use", "TREAT")
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(400);
        Fhir.as("stranger")
                .header("X-Purpose-Of-Use", "TREAT")
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(400);
        assertThat(policy.questions()).isEmpty();

        Fhir.as("both-epr")
                .header("X-Purpose-Of-Use", "TREAT")
                .header("NHSD-End-User-Organisation-ODS", "RXL")
                .get(Fhir.search("P81002", "Patient", Practice.FIRST))
                .then()
                .statusCode(200);
        assertThat(policy.questions().getFirst().text()).contains("\"organisation\":\"RXL\"");
    }

    @Test
    void theAccessIsOnRecordWithoutItsContent() {
        policy.withholds("mental-health");
        String request = UUID.randomUUID().toString();

        Fhir.partner()
                .header("X-Request-ID", request)
                .header("X-User-Id", "555066192103")
                .get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST));

        List<JsonNode> records = AuditLog.of(request);
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.path("type").asText()).isEqualTo("access");
            assertThat(record.path("source").asText()).isEqualTo("gateway");
            assertThat(record.path("outcome").asText()).isEqualTo("partial");
            assertThat(record.path("patient").path("pseudonym").asText()).matches("[0-9a-f]{32}");
            assertThat(record.path("decision_id").asText())
                    .isEqualTo(policy.decided().at("/context/id").asText());
            assertThat(record.path("purpose").asText()).isEqualTo("TREAT");
            assertThat(record.path("actor").path("client").asText()).isEqualTo("rxn-epr");
            assertThat(record.path("actor").path("organisation").asText()).isEqualTo("RXN");
            assertThat(record.path("actor").path("user").path("id").asText()).isEqualTo("555066192103");
            assertThat(record.path("actor").path("user").path("asserted").asBoolean())
                    .isTrue();
            assertThat(record.path("detail").path("returned").asInt()).isEqualTo(3);
            assertThat(record.path("detail").path("withheld").asInt()).isEqualTo(2);
            assertThat(record.toString()).doesNotContain(Practice.FIRST, "Amlodipine", "Sertraline");
        });
        Set<String> organisations = new HashSet<>();
        records.getFirst().path("organisations").forEach(code -> organisations.add(code.asText()));
        assertThat(organisations).containsExactlyInAnyOrder("RXN", "P81002");
    }

    @Test
    void somebodyWhoIsNotOnTheRegisterIsRecordedByAPseudonym() {
        String request = UUID.randomUUID().toString();

        Fhir.partner()
                .header("X-Request-ID", request)
                .get(Fhir.search(
                        "P81002", "Patient", SyntheticPatients.nhsNumbers(2).get(1)))
                .then()
                .statusCode(200);

        assertThat(policy.decided().at("/context/revisions/patient").isMissingNode())
                .as("policy-service doesn't know her")
                .isTrue();
        assertThat(AuditLog.of(request))
                .singleElement()
                .satisfies(record -> assertThat(
                                record.path("patient").path("pseudonym").asText())
                        .matches("[0-9a-f]{32}"));
    }

    @Test
    void whatPolicyServiceRefusesIsRefusedInItsWords() {
        Response answer = Fhir.partner()
                .header("NHSD-End-User-Organisation-ODS", "RXL")
                .get(Fhir.search("P81002", "Patient", Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Fhir.json(answer).at("/issue/0/details/text").asText())
                .isEqualTo(policy.decided().path("detail").asText())
                .isNotEmpty();
    }

    @Test
    void everyAddressInTheAnswerIsTheGatewaysOwn() {
        Response answer = Fhir.partner().get(Fhir.search("P81002", "Observation", Practice.FIRST) + "&_count=5");

        assertThat(answer.asString()).doesNotContain("localhost");
        JsonNode bundle = Fhir.json(answer);
        assertThat(bundle.path("entry").path(0).path("fullUrl").asText())
                .startsWith(GatewayPorts.PUBLIC + "/fhir/P81002/Observation/");
        assertThat(bundle.path("link")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&_summary=count",
                "&_summary=true",
                "&_total=accurate",
                "&_elements=id",
                "&_include=MedicationRequest:subject",
                "&_revinclude=Provenance:target",
                "&_include:iterate=x",
                "&_format=xml",
                "&_format=application/fhir%2Bxml",
                "&_count=0",
                "&_count=-1",
                "&_count=x",
                "&_count=5&_count=6",
                "&_contained=both",
                "&_has:Observation:patient:code=1",
                "&patient.name=Smith",
                "&subject:Patient.identifier=1",
                "&code=1",
                "&_security=MH",
                "&_security:not=MH",
                "&_lastUpdated=gt2020",
                "&_sort=date",
                "&_page=x",
                "&x",
                "&",
                "&_c%6funt=1&_count=1"
            })
    void everyOtherParameterIsRefused(String more) throws Exception {
        HttpResponse<String> answer = Fhir.verbatim(Fhir.search("P81002", "MedicationRequest", Practice.FIRST) + more);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(answer.body()).doesNotContain(Practice.FIRST);
        assertThat(policy.questions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/fhir,404",
        "GET,/fhir/P81002,404",
        "GET,/fhir/P81002/metadata,404",
        "GET,/fhir/P81002/Patient/patient-0/$everything,404",
        "GET,/fhir/P81002/$export,404",
        "GET,/fhir/P81002/Patient/$export,404",
        "GET,/fhir/P81002/MedicationRequest/_history,404",
        "GET,/fhir/P81002/MedicationRequest/medicationrequest-0-0/_history/1,404",
        "GET,/fhir/P81002/_history,404",
        "GET,/fhir/P81002/Patient/patient-0/Observation,404",
        "GET,/fhir/P81002/MedicationRequest,400",
        "GET,/fhir/P81002/MedicationRequest?patient.identifier=9990000026,400",
        "GET,/fhir/P81002/MedicationRequest?patient=Patient/patient-0,400",
        "GET,/fhir/P81002/Practitioner/1,404",
        "GET,/fhir/P81002/Bundle/1,404",
        "GET,/fhir/p81002/Patient/1,404",
        "GET,/fhir/P81002/%50atient/1,400",
        "GET,/fhir/P81002/Patient/..%2f..%2f,400",
        "GET,/fhir/P81002//Patient,400",
        "GET,/fhir/X99999/Patient/1,404",
        "POST,/fhir/P81002/MedicationRequest/_search,405",
        "POST,/fhir/P81002/MedicationRequest,405",
        "POST,/fhir/P81002,405",
        "PUT,/fhir/P81002/Patient/patient-0,405",
        "PATCH,/fhir/P81002/Patient/patient-0,405",
        "DELETE,/fhir/P81002/Patient/patient-0,405",
        "DELETE,/fhir/P81002/MedicationRequest?patient.identifier=x,405",
        "HEAD,/fhir/P81002/Patient/patient-0,405",
        "OPTIONS,/fhir/P81002/Patient,405"
    })
    void everyOtherInteractionIsRefused(String method, String path, int status) {
        Response answer = Fhir.partner().request(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/fhir+json");
        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void whoAsksAndWhatForMustBeSaid() {
        String search = Fhir.search("P81002", "Patient", Practice.FIRST);
        Fhir.as("rxn-epr").get(search).then().statusCode(400);
        Fhir.as("rxn-epr")
                .header("X-Purpose-Of-Use", "TREAT OR 1")
                .get(search)
                .then()
                .statusCode(400);
        Fhir.partner()
                .header("NHSD-End-User-Organisation-ODS", "rxn!")
                .get(search)
                .then()
                .statusCode(400);
        io.restassured.RestAssured.given()
                .urlEncodingEnabled(false)
                .get(search)
                .then()
                .statusCode(401);

        Response person = io.restassured.RestAssured.given()
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + TestTokens.officer("RXN"))
                .header("X-Purpose-Of-Use", "TREAT")
                .get(search);
        assertThat(person.statusCode()).isEqualTo(403);
        assertThat(Fhir.json(person).path("issue").path(0).path("code").asText())
                .isEqualTo("forbidden");
        assertThat(policy.questions()).isEmpty();
    }

    @Test
    void aNumberWithAWrongCheckDigitIsRefusedAndNotRepeated() {
        Response answer = Fhir.partner().get(Fhir.search("P81002", "Patient", "9990000027"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).doesNotContain("9990000027");
    }

    @Test
    void aCustodianThatIsAwayIsA503() {
        Response answer = Fhir.partner().get(Fhir.search("Y00002", "Patient", Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Fhir.json(answer).path("issue").path(0).path("code").asText())
                .isEqualTo("transient");
    }

    @Test
    void aPatientWhomTheCustodianDoesNotKnowHasAnEmptyRecord() {
        String unknown = SyntheticPatients.nhsNumbers(500).get(499);

        JsonNode bundle = Fhir.json(Fhir.partner().get(Fhir.search("P81002", "Observation", unknown)));

        assertThat(bundle.path("total").asInt()).isZero();
        assertThat(bundle.has("entry")).isFalse();
    }
}
