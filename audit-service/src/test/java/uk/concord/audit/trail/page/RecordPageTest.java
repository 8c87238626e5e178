package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class RecordPageTest {

    private static final String DETAIL = """
            {"facts":{"question":{"resource_type":"patient-record","action":"read","requester":"RXN","custodian":"P81002",\
            "purpose":"TREAT","role":"R8000","categories":["medications","mental-health"],"supported_obligations":["redact"]},\
            "patient":{"standing":"registered","preferences":[{"scheme":"shared-care-record","effect":"permit","exceptions":\
            [{"effect":"deny","organisations":[],"organisation_types":[],"categories":["mental-health"],"purposes":[]}]}]}},\
            "at":"2026-11-20T10:00:00Z","outcome":"permit","permitted":["medications"],"withheld":["mental-health"],\
            "reasons":[{"rule":"lawful","effect":"permit","text_key":"lawful-agreement","parameters":{},"texts":\
            {"patient":"The organisations have a sharing agreement.","staff":"The sharing agreement covers this."}}],\
            "obligations":[{"id":"redact","type":"custom","properties":{"action":"redact","categories":["mental-health"]}}],\
            "agreement":{"id":"region-direct-care","title":"Direct care"},\
            "legal_bases":{"article_6":"6(1)(e)","article_9":"9(2)(h)","common_law":"implied consent"},\
            "valid_until":"2026-11-20T10:05:00Z","revisions":{"release":"7","register":"42","patient":3}}""";

    @Inject
    RecordedEvents events;

    @Test
    void aDecisionTellsItsStoryInWords() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        record(event.id(), withDetail(event, DETAIL));

        PageText page = PageText.of(html(People.officerOf("RXN")).get(address(event)), 200);

        assertThat(page.text())
                .contains("Decision about a request")
                .contains("Lancashire Teaching Hospitals asked The Village Practice.")
                .contains("When 20 November 2026 at 10:00am")
                .contains("Organisation Lancashire Teaching Hospitals (RXN)")
                .contains("dr-1, in the role consultant")
                .contains("Concord did not check it")
                .contains("What for Treatment (TREAT)")
                .contains("Kinds of information Medicines Mental health")
                .contains("The patient is on it")
                .contains("Choice: Sharing for your care Yes to sharing But no, about Mental health")
                .contains("May be seen Medicines")
                .contains("Held back Mental health")
                .contains("Take out: Mental health")
                .contains("May be relied on until 20 November 2026 at 10:05am")
                .contains("For it: The sharing agreement covers this.")
                .contains("The patient reads: “The organisations have a sharing agreement.”")
                .contains("Direct care (region-direct-care)")
                .contains("Legal basis: UK GDPR Article 6 6(1)(e)")
                .contains("Legal basis: UK GDPR Article 9 9(2)(h)")
                .contains("Common-law duty of confidentiality Implied consent")
                .contains("Rules Release 7")
                .contains("Register Revision 42")
                .contains("The patient’s choices Revision 3")
                .contains("\"schema\":\"concord-audit/1\"");
        assertThat(page.links())
                .contains("/governance/agreements/region-direct-care")
                .contains("/audit/records/" + event.id() + "/proof.tlog-proof")
                .anyMatch(link -> link.startsWith("/trail/records?patient="));
    }

    @Test
    void anEmergencyTellsWhoDeclaredItAndWhy() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType("break-glass-declared")
                .answered("BTG", "declared");
        record(
                event.id(),
                withDetail(
                        event,
                        "{\"grant\":\"0191f7a0-0000-7000-8000-00000000000a\",\"reason_code\":\"OVRER\","
                                + "\"reason\":\"Found <b>unconscious</b> at home.\",\"relationship\":\"On-call consultant\","
                                + "\"until\":\"2026-11-20T14:00:00Z\"}"));

        PageText page = PageText.of(html(People.officerOf("RXN")).get(address(event)), 200);

        assertThat(page.text())
                .contains("Emergency declared")
                .contains("Answer Declared")
                .contains("Why Treatment that could not wait (OVRER)")
                .contains("In their words Found <b>unconscious</b> at home.")
                .contains("What they have to do with the patient On-call consultant")
                .contains("Ends at the latest 20 November 2026 at 2:00pm")
                .contains("Declaration 0191f7a0-0000-7000-8000-00000000000a");
    }

    @Test
    void anAccessAndItsDecisionLeadToEachOther() {
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        UUID access = UUID.randomUUID();
        record(decision.id(), decision.bytes());
        record(
                access,
                withDetail(
                        new AuditBodies(
                                access,
                                "access",
                                decision.patient(),
                                "RXN",
                                decision.organisations(),
                                "TREAT",
                                "partial",
                                decision.decision(),
                                decision.occurredAt(),
                                "staff"),
                        "{\"custodian\":\"P81002\",\"interaction\":\"search\",\"resource_type\":\"Condition\",\"returned\":4,"
                                + "\"withheld\":2,\"not_asked_for\":0,\"other_patients\":0}"));

        PageText given = PageText.of(html(People.officerOf("RXN")).get("/trail/records/" + access), 200);
        PageText decided = PageText.of(html(People.officerOf("RXN")).get(address(decision)), 200);

        assertThat(given.text())
                .contains("Entries given out 4")
                .contains("Entries that the gateway held back 2")
                .contains("Information held by The Village Practice (P81002)");
        assertThat(given.links()).contains(address(decision));
        assertThat(decided.links()).contains("/trail/records/" + access);
    }

    @Test
    void aChoiceIsToldBeforeAndAfter() {
        AuditBodies change = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType("preference-change")
                .by("RXN", "RXN");
        record(
                change.id(),
                withDetail(
                        change,
                        "{\"changes\":[{\"scheme\":\"shared-care-record\",\"after\":{\"version\":1,\"state\":\"active\","
                                + "\"effect\":\"deny\",\"exceptions\":[]}}],\"channel\":\"web\"}"));

        assertThat(PageText.of(html(People.officerOf("RXN")).get(address(change)), 200)
                        .text())
                .contains("Sharing for your care, before Nothing was said")
                .contains("Sharing for your care, after No to sharing")
                .contains("Channel web");
    }

    @Test
    void anIntactRecordIsFoundGenuine() {
        AuditBodies event = recorded();

        PageText page = PageText.of(html(People.officerOf("RXN")).post(address(event) + "/check"), 200);

        assertThat(page.text())
                .contains("This record is genuine")
                .contains("It says today exactly what it said when it was recorded.");
    }

    @Test
    void anAlteredRecordIsFoundAltered() {
        AuditBodies event = recorded();
        try (Tampering tampering = new Tampering(event.id(), "consultant", "student!!!")) {
            PageText page = PageText.of(html(People.officerOf("RXN")).post(address(event) + "/check"), 200);

            assertThat(page.text())
                    .contains("This record can’t be relied on")
                    .contains("What it says today is not what was recorded: it was altered.")
                    .doesNotContain("genuine");
        }
    }

    @Test
    void whatARecordSaysIsEscaped() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        record(
                event.id(),
                event.json()
                        .replace("\"dr-1\"", "\"<img src=x onerror=alert(1)>\"")
                        .getBytes(StandardCharsets.UTF_8));

        PageText page = PageText.of(html(People.officerOf("RXN")).get(address(event)), 200, "onerror=alert(1)&gt;");

        assertThat(page.html()).contains("&lt;img src=x onerror").doesNotContain("<img");
    }

    @Test
    void openingARecordIsOnRecord() {
        AuditBodies event = recorded();
        html(People.officerOf("RXN")).get(address(event)).then().statusCode(200);

        Awaitility.await()
                .until(() ->
                        events.newestReading("officer-RXN").contains(event.id().toString()));
        assertThat(events.newestReading("officer-RXN"))
                .contains("\"form\":\"page\"")
                .contains("\"patient\":" + event.patient());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/check"})
    void anotherOrganisationsRecordIsNotThere(String what) {
        AuditBodies event = recorded();
        long before = events.readings("officer-RXL", "not-found");

        assertThat(PageText.of(send(People.officerOf("RXL"), address(event) + what), 404)
                        .text())
                .contains("Page not found");
        PageText.of(send(People.officerOf("RXL"), "/trail/records/" + UUID.randomUUID() + what), 404);
        PageText.of(send(People.officerOf("RXL"), "/trail/records/x" + what), 404);
        PageText.of(send(People.regionalOfficer(), address(event) + what), 200);
        Awaitility.await().until(() -> events.readings("officer-RXL", "not-found") == before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service"})
    void otherRolesGetAPageThatSaysNo(String role) {
        String address = "/trail/records/" + UUID.randomUUID();

        assertThat(PageText.of(send(People.having(role), address), 403).text()).contains("You can’t open this page");
        PageText.of(send(People.having(role), address + "/check"), 403);
    }

    private static io.restassured.response.Response send(RequestSpecification request, String address) {
        return address.endsWith("/check")
                ? html(request).post(address)
                : html(request).get(address);
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }

    private void record(UUID id, byte[] body) {
        events.send(id, body);
        events.awaitRecorded(id);
    }

    private static byte[] withDetail(AuditBodies event, String detail) {
        String json = event.json();
        return (json.substring(0, json.indexOf("\"detail\":")) + "\"detail\":" + detail + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String address(AuditBodies event) {
        return "/trail/records/" + event.id();
    }

    private static RequestSpecification html(RequestSpecification request) {
        return request.accept("text/html");
    }
}
