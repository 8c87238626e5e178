package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AuditEventCreationTest {

    private static final String NUMBER = "9990548609";
    private static final String OTHER_NUMBER = "9434765919";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
        AuditTestResource.PARTNERS_FAILURE.set(0);
    }

    @Test
    void whatAPartnerRecordsIsOnRecordUnderItsOrganisation() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);

        UUID id = created(create("rxn-epr", event(NUMBER)));

        events.awaitRecorded(id);
        People.officerOf("RXN")
                .get("/audit/records/" + id)
                .then()
                .statusCode(200)
                .body("type", equalTo("external"))
                .body("occurred_at", equalTo("2026-11-20T09:59:00Z"))
                .body("patient.id", equalTo(patient.toString()))
                .body("actor.client", equalTo("rxn-epr"))
                .body("actor.organisation", equalTo("RXN"))
                .body("actor.user.id", equalTo("dr-7"))
                .body("actor.user.role", equalTo("Registrar"))
                .body("actor.capacity", equalTo("staff"))
                .body("organisations", equalTo(List.of("P81002", "RXN")))
                .body("purpose", equalTo("TREAT"))
                .body("outcome", equalTo("success"))
                .body("request_id", equalTo("req-77"))
                .body(
                        "summary",
                        equalTo("RXN recorded in a system of its own what was done with information: it was read."));
        People.officerOf("RXN")
                .get("/fhir/AuditEvent/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("meta.versionId", equalTo("1"))
                .body("meta.profile", hasItem(containsString("IHE.BasicAudit.PatientRead")))
                .body("entity[0].what.identifier.value", equalTo(patient.toString()))
                .body(not(containsString(NUMBER)));
        People.officerOf("RXL").get("/fhir/AuditEvent/" + id).then().statusCode(404);
    }

    @Test
    void sheFindsItAmongTheUsesOfHerInformation() {
        AuditTestResource.REGISTER.put(NUMBER, UUID.randomUUID());
        UUID id = created(create("rxn-epr", event(NUMBER).replace("09:59:00", "09:58:00")));
        events.awaitRecorded(id);

        PageText page = PageText.of(
                People.with(TestTokens.patient(NUMBER)).accept("text/html").get("/uses"), 200);

        assertThat(page.text())
                .contains("Your information was used in another system")
                .contains("Organisation Lancashire Teaching Hospitals")
                .contains("Who Registrar")
                .contains("What for To care for you")
                .contains("Your information was read.");
        assertThat(PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/records/" + id), 200)
                        .text())
                .contains("Use in another system")
                .contains("What was done Read")
                .contains("Reported by RXN")
                .contains("Concord did not see it.");
    }

    @Test
    void noNhsNumberIsKeptWhereverItStood() {
        AuditTestResource.REGISTER.put(NUMBER, UUID.randomUUID());
        String query = Base64.getEncoder()
                .encodeToString(
                        ("GET https://epr.example/fhir/Observation?patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C"
                                        + OTHER_NUMBER)
                                .getBytes(StandardCharsets.UTF_8));
        String body = event(NUMBER)
                .replace(
                        "\"outcome\":\"0\",",
                        "\"outcome\":\"0\",\"outcomeDesc\":\"Read 943 476 5919 and " + NUMBER + "\",")
                .replace(
                        "\"entity\":[",
                        "\"entity\":[{\"type\":{\"code\":\"2\"},\"query\":\"" + query
                                + "\",\"extension\":[{\"url\":\"https://epr.example/x\",\"valueDecimal\":"
                                + OTHER_NUMBER
                                + "}]},")
                .replace("\"value\":\"dr-7\"", "\"value\":\"" + OTHER_NUMBER + "\"");

        UUID id = created(create("rxn-epr", body));

        events.awaitRecorded(id);
        String record = People.regionalOfficer()
                .get("/audit/records/" + id)
                .then()
                .extract()
                .asString();
        String event = People.regionalOfficer()
                .get("/fhir/AuditEvent/" + id)
                .then()
                .extract()
                .asString();
        String pseudonym = pseudonyms.of(NhsNumber.of(OTHER_NUMBER));
        String kept = event.replaceFirst("(?s).*\"query\":\"([^\"]*)\".*", "$1");
        assertThat(record + event).doesNotContain(NUMBER, OTHER_NUMBER, "943 476 5919");
        assertThat(event).contains("Read " + pseudonym + " and ");
        assertThat(new String(Base64.getDecoder().decode(kept), StandardCharsets.UTF_8))
                .endsWith("nhs-number%7C" + pseudonym);
    }

    @Test
    void somebodyUnregisteredIsKeptUnderAPseudonym() {
        UUID id = created(create("rxn-epr", event("9990000506")));

        events.awaitRecorded(id);
        People.officerOf("RXN")
                .get("/audit/records/" + id)
                .then()
                .body("patient.pseudonym", equalTo(pseudonyms.of(NhsNumber.of("9990000506"))));
    }

    @Test
    void sentAgainItIsRecordedOnce() {
        String body = event("9990000514");
        UUID first = created(create("rxn-epr", body));
        events.awaitRecorded(first);

        create("rxn-epr", body)
                .statusCode(200)
                .header("Location", equalTo("http://localhost:8080/fhir/AuditEvent/" + first))
                .body("id", equalTo(first.toString()));
        UUID later = created(create("rxn-epr", body.replace("09:59:00", "09:59:01")));
        UUID another = created(create("rxn-shared-record", body));

        events.awaitRecorded(later);
        events.awaitRecorded(another);
        assertThat(List.of(first, later, another)).doesNotHaveDuplicates();
        assertThat(events.number(
                        "select count(*) from record where type = 'external' and pseudonym = ?",
                        pseudonyms.of(NhsNumber.of("9990000514"))))
                .isEqualTo(3);
        assertThat(events.number("select count(*) from parked")).isZero();
    }

    // The register says for whom a client speaks; what an event says can't widen it.
    @Test
    void theCallerIsBoundToItsOrganisations() {
        for (String body : List.of(
                event(NUMBER).replace("\"value\":\"RXN\"", "\"value\":\"RXL\""),
                event(NUMBER).replace("ods-organization-code", "other-code"))) {
            create("rxn-epr", body)
                    .statusCode(403)
                    .contentType("application/fhir+json")
                    .body("issue[0].code", equalTo("forbidden"))
                    .body("issue[0].details.text", containsString("ods-organization-code"));
        }
        create("rxl-epr", event(NUMBER)).statusCode(403);
        create("nobodys-epr", event(NUMBER))
                .statusCode(403)
                .body("issue[0].details.text", containsString("isn't a partner system"));
        UUID custodians =
                created(create("rxn-epr", event("9990000522").replace("\"value\":\"RXN\"", "\"value\":\"P81002\"")));
        events.awaitRecorded(custodians);
    }

    @Test
    void withoutTheObserverAnAgentMayNameTheOrganisation() {
        String observer =
                "{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"RXN\"}}";
        String body = event("9990000530")
                .replace("\"observer\":" + observer, "\"observer\":{\"display\":\"https://epr.example/fhir\"}")
                .replace("{\"display\":\"An EPR\"}", observer);

        UUID id = created(create("rxn-epr", body));

        events.awaitRecorded(id);
        People.officerOf("RXN").get("/audit/records/" + id).then().body("actor.organisation", equalTo("RXN"));
    }

    @Test
    void whatCannotBeKnownIsA503() {
        AuditTestResource.PARTNERS_FAILURE.set(500);
        create("rxn-new", event(NUMBER))
                .statusCode(503)
                .body("issue[0].code", equalTo("transient"))
                .body("issue[0].details.text", containsString("register"));
        AuditTestResource.PARTNERS_FAILURE.set(0);
        AuditTestResource.FAILURE.set(500);
        create("rxn-epr", event(NUMBER))
                .statusCode(503)
                .body("issue[0].details.text", containsString("patient register"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ig-officer", "regional-ig-officer", "caldicott-guardian", "patient", "operator", "service"})
    void onlyPartnersCreate(String role) {
        send(People.having(role), event(NUMBER)).statusCode(403).body("issue[0].code", equalTo("forbidden"));
        send(People.nobody(), event(NUMBER)).statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"recorded\":\"2026-11-20T09:59:00Z\", |  | 400 | AuditEvent.recorded | is missing.",
                "2026-11-20T09:59:00Z | yesterday | 400 | AuditEvent.recorded | must be an instant",
                "2026-11-20T09:59:00Z | 2999-11-20T09:59:00Z | 422 | AuditEvent.recorded | isn't in the future",
                "\"requestor\":true | \"requestor\":\"yes\" | 400 | AuditEvent.agent[1].requestor | must be true or false.",
                "\"action\":\"R\" | \"action\":\"X\" | 400 | AuditEvent.action | must be one of C, D, E, R, U.",
                "\"action\":\"R\" | \"action\":\"R\",\"colour\":\"red\" | 400 | AuditEvent | has a member \"colour\"",
                "\"action\":\"R\" | \"action\":\"R\",\"contained\":[{}] | 422 | AuditEvent.contained | isn't accepted",
                "\"action\":\"R\" | \"action\":\"R\",\"modifierExtension\":[{}] | 422 | AuditEvent.modifierExtension | isn't accepted",
                "\"action\":\"R\" | \"action\":\"R\",\"period\":{} | 400 | AuditEvent.period | must be an object",
                "[{\"text\":\"Registrar\"}] | {\"text\":\"Registrar\"} | 400 | AuditEvent.agent[1].role | must be an array",
                "9990548609 | 9990548608 | 422 | AuditEvent.entity[0].what.identifier.value | check digit",
                "\"value\":\"RXN\" | \"value\":\"rxn\" | 422 | AuditEvent.source.observer.identifier.value | ODS code",
                "\"value\":\"req-77\" | \"value\":\"\" | 400 | AuditEvent.entity[1].what.identifier.value | must be a text"
            })
    void whatIsWrongIsNamed(String part, String wrong, int status, String element, String what) {
        create("rxn-epr", event(NUMBER).replace(part, wrong == null ? "" : wrong))
                .statusCode(status)
                .contentType("application/fhir+json")
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].expression[0]", equalTo(element))
                .body("issue[0].details.text", containsString(what))
                .body(not(containsString(NUMBER)))
                .body(not(containsString("9990548608")));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        create("rxn-epr", "{\"resourceType\":\"AuditEvent\",\"action\":\"X\"}")
                .statusCode(400)
                .body("issue.size()", equalTo(5));
    }

    @Test
    void twoPatientsAreTwoEvents() {
        String second = "{\"what\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\""
                + OTHER_NUMBER + "\"}},\"type\":{\"code\":\"1\"}},";
        create("rxn-epr", event(NUMBER).replace("\"entity\":[", "\"entity\":[" + second))
                .statusCode(422)
                .body("issue[0].expression[0]", equalTo("AuditEvent.entity"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{}", "{\"resourceType\":\"Patient\"}", "{\"a\":1,\"a\":2}", "{} {}"})
    void whatIsNoAuditEventIsRefused(String body) {
        create("rxn-epr", body).statusCode(400).body("resourceType", equalTo("OperationOutcome"));
    }

    @Test
    void whatIsTooLongOrConditionalOrXmlIsRefused() {
        create("rxn-epr", event(NUMBER).replace("Registrar", "x".repeat(300_000)))
                .statusCode(413)
                .body("issue[0].code", equalTo("too-long"));
        partner("rxn-epr")
                .header("If-None-Exist", "_id=1")
                .contentType("application/fhir+json")
                .body(event(NUMBER))
                .post("/fhir/AuditEvent")
                .then()
                .statusCode(400)
                .body("issue[0].details.text", containsString("recorded once"));
        partner("rxn-epr")
                .contentType("application/fhir+xml")
                .body("<AuditEvent/>")
                .post("/fhir/AuditEvent")
                .then()
                .statusCode(415)
                .body("resourceType", equalTo("OperationOutcome"));
    }

    private static RequestSpecification partner(String client) {
        return People.with(TestTokens.partner(client));
    }

    private static ValidatableResponse create(String client, String body) {
        return send(partner(client), body);
    }

    private static ValidatableResponse send(RequestSpecification who, String body) {
        return who.contentType("application/fhir+json")
                .body(body)
                .post("/fhir/AuditEvent")
                .then();
    }

    private static UUID created(ValidatableResponse answer) {
        String location = answer.statusCode(201)
                .header("ETag", equalTo("W/\"1\""))
                .extract()
                .header("Location");
        assertThat(location).startsWith("http://localhost:8080/fhir/AuditEvent/");
        return UUID.fromString(location.replaceFirst(".*/", ""));
    }

    private static String event(String nhsNumber) {
        return """
                {"resourceType":"AuditEvent","id":"theirs","meta":{"versionId":"9","profile":\
                ["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"]},\
                "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},\
                "subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"R",\
                "recorded":"2026-11-20T09:59:00Z","outcome":"0",\
                "purposeOfEvent":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}],\
                "agent":[{"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110152"}]},\
                "who":{"display":"An EPR"},"requestor":false,"network":{"address":"10.0.0.7","type":"2"}},\
                {"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},\
                "role":[{"text":"Registrar"}],"who":{"identifier":{"system":"https://epr.example/users","value":"dr-7"}},\
                "requestor":true},{"who":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"P81002"}},\
                "requestor":false}],\
                "source":{"observer":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RXN"}}},\
                "entity":[{"what":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}},\
                "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"},\
                "role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1"}},\
                {"what":{"identifier":{"value":"req-77"}},"type":{"system":\
                "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType","code":"XrequestId"}},\
                {"what":{"reference":"Observation/o1"},"type":{"code":"2"},"role":{"code":"4"}}]}""".formatted(nhsNumber);
    }
}
