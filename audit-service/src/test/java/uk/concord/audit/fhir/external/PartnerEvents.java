package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import uk.concord.audit.testing.People;
import uk.concord.kernel.testing.TestTokens;

/** Audit events as partners' systems send them. */
final class PartnerEvents {

    private PartnerEvents() {}

    static RequestSpecification partner(String client) {
        return People.with(TestTokens.partner(client));
    }

    static ValidatableResponse create(String client, String body) {
        return send(partner(client), body);
    }

    static ValidatableResponse send(RequestSpecification who, String body) {
        return who.contentType("application/fhir+json")
                .body(body)
                .post("/fhir/AuditEvent")
                .then();
    }

    /** The id of what was created. */
    static UUID created(ValidatableResponse answer) {
        String location = answer.statusCode(201)
                .header("ETag", equalTo("W/\"1\""))
                .extract()
                .header("Location");
        assertThat(location).startsWith("http://localhost:8080/fhir/AuditEvent/");
        return UUID.fromString(location.replaceFirst(".*/", ""));
    }

    /** An event as a partner of RXN sends it, about the patient with this number. */
    static String event(String nhsNumber) {
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
