package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partner system records a use in its own house; the patient reads of it, and an officer finds it over FHIR. */
@ExtendWith(RunningPlatform.class)
class Journey9PartnerRecordsTest {

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
    private static final String EVENTS = "/fhir/AuditEvent";

    private final Platform platform;
    private final String nhsNumber;

    Journey9PartnerRecordsTest(Platform platform) {
        this.platform = platform;
        this.nhsNumber = platform.nhsNumberOf(1);
    }

    @Test
    void whatAPartnerRecordsIsInThePatientsListAndInTheOfficersSearch() {
        String request = UUID.randomUUID().toString();
        Response created = create("rxn-epr", event("RXN", request));

        String id = created.then()
                .statusCode(201)
                .contentType(containsString("application/fhir+json"))
                .body(not(containsString(nhsNumber)))
                .extract()
                .path("id");

        assertThat(created.header("Location")).endsWith(EVENTS + "/" + id);
        await().atMost(RECORDED_WITHIN)
                .until(() -> given().spec(platform.as("patient1"))
                        .get("/me/audit")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("records.findAll { it.type == 'external' }.id")
                        .contains(id));
        given().spec(platform.as("officer.rxn"))
                .contentType("application/x-www-form-urlencoded")
                .formParam("patient:identifier", "https://fhir.nhs.uk/Id/nhs-number|" + nhsNumber)
                .formParam("_tag", "external")
                .formParam("_count", 1)
                .post(EVENTS + "/_search")
                .then()
                .statusCode(200)
                .body("entry[0].resource.id", equalTo(id))
                .body("entry[0].resource.source.observer.identifier.value", equalTo("RXN"))
                .body(not(containsString(nhsNumber)));
    }

    @Test
    void whatIsSentAgainIsRecordedOnce() {
        String event = event("RXN", UUID.randomUUID().toString());
        String id = create("rxn-epr", event).then().statusCode(201).extract().path("id");

        await().atMost(RECORDED_WITHIN).until(() -> create("rxn-epr", event).statusCode() == 200);

        create("rxn-epr", event).then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void nobodyRecordsInAnothersName() {
        create("rxl-epr", event("RXN", UUID.randomUUID().toString()))
                .then()
                .statusCode(403)
                .contentType(containsString("application/fhir+json"))
                .body("resourceType", equalTo("OperationOutcome"));
        create("patient1", event("RXN", UUID.randomUUID().toString())).then().statusCode(403);
    }

    private Response create(String account, String event) {
        return given().spec(platform.as(account))
                .contentType("application/fhir+json")
                .body(event)
                .post(EVENTS);
    }

    private String event(String organisation, String request) {
        return """
                {"resourceType":"AuditEvent","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},\
                "action":"R","recorded":"%s","outcome":"0","agent":[{"who":{"identifier":{"system":"https://epr.example/users",\
                "value":"dr-7"}},"requestor":true}],"source":{"observer":{"identifier":{"system":\
                "https://fhir.nhs.uk/Id/ods-organization-code","value":"%s"}}},"entity":[{"what":{"identifier":{"system":\
                "https://fhir.nhs.uk/Id/nhs-number","value":"%s"}},"type":{"code":"1"}},{"what":{"identifier":{"value":"%s"}},\
                "type":{"system":"https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType","code":"XrequestId"}}]}""".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), organisation, nhsNumber, request);
    }
}
