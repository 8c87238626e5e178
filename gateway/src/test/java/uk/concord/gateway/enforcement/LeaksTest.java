package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;
import uk.concord.stack.demo.SyntheticPatients;

/** A custodian's system that sends more than it was asked for, by mistake or on purpose. */
@GatewayTest
class LeaksTest {

    private static final String SOMEBODY_ELSE = SyntheticPatients.nhsNumbers(2).get(1);
    private static final String HERS = subject(Practice.FIRST);
    private static final String GOOD = "{\"resourceType\":\"MedicationRequest\",\"id\":\"good\"," + HERS + "}";

    @Inject
    MeterRegistry metrics;

    private StandIn custodian;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        new Policy().withholds("mental-health");
        custodian = StandIn.of("custodian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A label on the resource, in each way in which it may be written.
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"MH\"}]},HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"MH\"}},HERS,\"text\":\"SECRET\"}",
                // A label that the register doesn't know, one without a system, one without a code, "very restricted",
                // and
                // "restricted" without a reason.
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"SICKLE\"}]},HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"code\":\"SEX\"}]},HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"display\":\"secret\"}]},HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"V\"}]},HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}]},HERS,\"text\":\"SECRET\"}",
                // A label on something contained, deeply, or on one element alone.
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"contained\":[{\"resourceType\":\"Medication\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"PSY\"}]},\"text\":\"SECRET\"}]}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"contained\":[{\"resourceType\":\"Parameters\",\"parameter\":[{\"resource\":{\"resourceType\":\"Basic\",\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"MH\"}]},\"text\":\"SECRET\"}}]}]}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"note\":[{\"text\":\"SECRET\",\"extension\":[{\"url\":\"http://hl7.org/fhir/uv/security-label-ds4p/StructureDefinition/extension-inline-sec-label\",\"valueCoding\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"MH\"}}]}]}",
                // A contained resource of a kind that is withheld.
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"contained\":[{\"resourceType\":\"Condition\",\"code\":{\"text\":\"SECRET\"}}]}"
            })
    void isWithheldWithANotice(String resource) {
        JsonNode bundle = released(resource.replace("HERS", HERS));

        assertThat(bundle.path("total").asInt()).isEqualTo(1);
        assertThat(Fhir.outcomes(bundle)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Somebody else's, by number or by reference, or with both, or beside hers, or nobody's.
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",THEIRS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"subject\":{\"reference\":\"Patient/other\"},\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"subject\":{\"reference\":\"Patient/none\"},\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"subject\":{\"display\":\"her\"},\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",\"subject\":{\"reference\":\"http://evil.example/Patient/hers\"},\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"contained\":[{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"OTHER\"}],\"text\":\"SECRET\"}]}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"bad\",HERS,\"patient\":{\"reference\":\"Patient/other\"},\"text\":\"SECRET\"}"
            })
    void somebodyElsesIsRemovedAndCounted(String resource) {
        double before = count("other-patient");

        JsonNode bundle = released(resource.replace("HERS", HERS)
                .replace("THEIRS", subject(SOMEBODY_ELSE))
                .replace("OTHER", SOMEBODY_ELSE));

        assertThat(bundle.path("total").asInt()).isEqualTo(1);
        assertThat(bundle.toString()).doesNotContain(SOMEBODY_ELSE);
        assertThat(count("other-patient")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Condition\",\"id\":\"bad\",HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"Bundle\",\"id\":\"bad\",\"entry\":[{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"x\",\"text\":\"SECRET\"}}]}",
                "{\"resourceType\":\"Provenance\",\"id\":\"bad\",HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",HERS,\"text\":\"SECRET\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"../bad\",HERS,\"text\":\"SECRET\"}",
                "{\"text\":\"SECRET\"}",
                "\"SECRET\"",
                "null"
            })
    void whatNobodyAskedForIsRemovedAndCounted(String resource) {
        double before = count("not-asked-for");

        JsonNode bundle = released(resource.replace("HERS", HERS));

        assertThat(bundle.path("total").asInt()).isEqualTo(1);
        assertThat(count("not-asked-for")).isEqualTo(before + 1);
    }

    @Test
    void whatIsOnlyIncludedIsRemoved() {
        custodian.answers(request ->
                searchset("{\"resource\":" + GOOD.replace("good", "bad") + ",\"search\":{\"mode\":\"include\"}}"));

        assertThat(Fhir.ids(search())).isEmpty();
    }

    @Test
    void aMessageOfTheCustodianIsNotPassedOnButMentioned() {
        custodian.answers(
                request -> searchset(
                        "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":"
                                + "\"warning\",\"code\":\"suppressed\",\"diagnostics\":\"SECRET mental health\"}]},\"search\":{\"mode\":\"outcome\"}}"));

        JsonNode bundle = search();

        assertThat(bundle.toString()).doesNotContain("SECRET");
        assertThat(Fhir.outcomes(bundle)).hasSize(1);
        assertThat(bundle.path("total").asInt()).isZero();
    }

    @Test
    void nothingElseOfTheCustodiansBundleGetsOut() {
        custodian.answers(request -> StandIn.Reply.json(
                200,
                "{\"resourceType\":\"Bundle\",\"id\":\"SECRET\",\"type\":\"searchset\",\"total\":77,\"timestamp\":\"SECRET\","
                        + "\"meta\":{\"tag\":[{\"code\":\"SECRET\"}]},\"link\":[{\"relation\":\"self\",\"url\":\"SECRET\"},"
                        + "{\"relation\":\"last\",\"url\":\"SECRET\"}],\"signature\":{\"data\":\"SECRET\"},\"entry\":["
                        + "{\"fullUrl\":\"urn:SECRET\",\"resource\":" + GOOD
                        + ",\"search\":{\"mode\":\"match\",\"score\":1},\"response\":{\"status\":\"SECRET\"}}]}"));

        Response answer = Fhir.partner().get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST));

        assertThat(answer.asString()).doesNotContain("SECRET", "77");
        assertThat(Fhir.ids(Fhir.json(answer))).containsExactly("good");
    }

    @Test
    void labelsThatSayNothingWithholdNothing() {
        custodian.answers(request -> searchset("{\"resource\":"
                + GOOD.replace(
                        "\"id\"",
                        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":"
                                + "\"N\"},{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\"}]},\"id\"")
                + "}"));

        assertThat(Fhir.ids(search())).containsExactly("good");
    }

    @Test
    void decimalsKeepTheirPrecision() {
        custodian.answers(request ->
                searchset("{\"resource\":" + GOOD.replace("\"id\"", "\"dose\":1.50,\"tiny\":0.00000010,\"id\"") + "}"));

        String answer = Fhir.partner()
                .get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST))
                .asString();

        assertThat(answer).contains("\"dose\":1.50,\"tiny\":0.00000010");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}",
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"SECRET\"}",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[],\"entry\":[{}]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"} SECRET",
                "SECRET",
                ""
            })
    void whatIsNotASearchsetIsNotPassedOn(String body) {
        custodian.answers(request -> StandIn.Reply.json(200, body));

        Response answer = Fhir.partner().get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.asString()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 301, 400, 401, 403, 404, 500})
    void anErrorOfTheCustodianIsNotPassedOn(int status) {
        custodian.answers(request -> StandIn.Reply.json(status, "{\"diagnostics\":\"SECRET\"}"));

        Response answer = Fhir.partner().get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.asString()).doesNotContain("SECRET");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        custodian.answers(request -> StandIn.Reply.json(200, " ".repeat(300_000)));

        Fhir.partner()
                .get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST))
                .then()
                .statusCode(502);
    }

    @Test
    void thePartnersTokenNeverReachesTheCustodian() {
        released("{\"resourceType\":\"Provenance\",\"id\":\"bad\"}");

        assertThat(custodian.requests())
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKeys("Authorization", "X-user-id"));
    }

    private JsonNode released(String resource) {
        custodian.answers(request -> request.uri().contains("/Patient/")
                ? patient(request.uri())
                : searchset("{\"resource\":" + GOOD + "},{\"resource\":" + resource + "}"));
        JsonNode bundle = search();
        assertThat(Fhir.ids(bundle)).containsExactly("good");
        assertThat(bundle.toString()).doesNotContain("SECRET");
        return bundle;
    }

    private static StandIn.Reply patient(String uri) {
        return uri.endsWith("/other")
                ? StandIn.Reply.json(
                        200,
                        "{\"resourceType\":\"Patient\",\"id\":\"other\",\"identifier\":[{\"system\":\"" + Fhir.SYSTEM
                                + "\",\"value\":\"" + SOMEBODY_ELSE + "\"}]}")
                : StandIn.Reply.json(404, "{}");
    }

    private static JsonNode search() {
        Response answer = Fhir.partner().get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Fhir.json(answer);
    }

    private static StandIn.Reply searchset(String entries) {
        return StandIn.Reply.json(
                200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":9,\"entry\":[" + entries + "]}");
    }

    private static String subject(String number) {
        return "\"subject\":{\"identifier\":{\"system\":\"" + Fhir.SYSTEM + "\",\"value\":\"" + number + "\"}}";
    }

    private double count(String outcome) {
        return metrics.get("concord.gateway.resources")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
