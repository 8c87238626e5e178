package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static uk.concord.audit.fhir.external.PartnerEvents.create;
import static uk.concord.audit.fhir.external.PartnerEvents.created;
import static uk.concord.audit.fhir.external.PartnerEvents.event;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

/** What becomes of an audit event that a partner sends. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AuditEventCreationTest {

    private static final String NUMBER = "9990548609";

    private static final String OTHER_NUMBER = "9434765919";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

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
}
