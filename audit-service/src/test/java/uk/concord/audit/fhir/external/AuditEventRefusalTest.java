package uk.concord.audit.fhir.external;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static uk.concord.audit.fhir.external.PartnerEvents.create;
import static uk.concord.audit.fhir.external.PartnerEvents.created;
import static uk.concord.audit.fhir.external.PartnerEvents.event;
import static uk.concord.audit.fhir.external.PartnerEvents.partner;
import static uk.concord.audit.fhir.external.PartnerEvents.send;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

/** Who may not send audit events, and which are refused. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AuditEventRefusalTest {

    private static final String NUMBER = "9990548609";

    private static final String OTHER_NUMBER = "9434765919";

    @Inject
    RecordedEvents events;

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
        AuditTestResource.PARTNERS_FAILURE.set(0);
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
}
