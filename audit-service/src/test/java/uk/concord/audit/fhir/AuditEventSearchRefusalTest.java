package uk.concord.audit.fhir;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;

/** Searches that are refused, and how that is said. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AuditEventSearchRefusalTest {

    private static final String EVENTS = "/fhir/AuditEvent";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?patient:identifier=https://fhir.nhs.uk/Id/nhs-number%7C9990000565",
                "?patient.identifier=9990000565",
                "?_id=999%20000%200026",
                "?9990000565=x"
            })
    void anNhsNumberInAnAddressIsRefused(String query) {
        raw(query)
                .statusCode(400)
                .body("issue[0].details.text", containsString("POST /fhir/AuditEvent/_search"))
                .body(not(containsString("9990000565")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?name=x",
                "?patient=x",
                "?patient=Patient/1",
                "?patient=0193f0a0-0000-7000-8000-000000000000&patient=0193f0a0-0000-7000-8000-000000000000",
                "?patient:identifier=x",
                "?patient:identifier=https://concord.example/Id/pseudonym%7Cx",
                "?agent:identifier=RXN",
                "?agent:identifier=https://concord.example/Id/asserted-user%7C",
                "?agent:identifier=https://concord.example/Id/subject%7Ca&agent:identifier=https://concord.example/Id/subject%7Cb",
                "?agent:identifier=https://fhir.nhs.uk/Id/ods-organization-code%7Crxn",
                "?entity:identifier=https://concord.example/Id/decision%7Cx",
                "?_tag=x%7Cdecision",
                "?_id=x",
                "?_count=0",
                "?type=%00",
                "?subtype=a%00b",
                "?agent:identifier=https://concord.example/Id/client%7Ca%00b",
                "?outcome=0%00",
                "?_count=x",
                "?_after=x",
                "?_format=xml",
                "?outcome=1",
                "?outcome=",
                "?date=yesterday",
                "?date=ne2026-11-01",
                "?date=2026-13-01"
            })
    void whatIsNotUnderstoodIsRefusedWithAnOutcome(String query) {
        raw(query)
                .statusCode(400)
                .contentType("application/fhir+json")
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].code", equalTo("invalid"));
    }

    @Test
    void onlyJsonIsSpoken() {
        People.officerOf("RXN")
                .accept("application/fhir+xml")
                .get(EVENTS)
                .then()
                .statusCode(406)
                .contentType("application/fhir+json");
        People.officerOf("RXN").get(EVENTS + "?_format=json&_count=1").then().statusCode(200);
    }

    private static ValidatableResponse raw(String query) {
        return People.officerOf("RXN")
                .urlEncodingEnabled(false)
                .get(EVENTS + query)
                .then();
    }
}
