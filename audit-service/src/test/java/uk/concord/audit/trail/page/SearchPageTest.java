package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.audit.trail.page.SearchPages.found;
import static uk.concord.audit.trail.page.SearchPages.html;
import static uk.concord.audit.trail.page.SearchPages.lines;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchPageTest {

    private static final String NUMBER = "9990000034";
    private static final String UNREGISTERED = "9991233210";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void theRedirectNamesThePatientByIdAndNeverByNhsNumber() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies record = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(record);

        String address = found(People.officerOf("RXN").formParam("nhs-number", "999 000 0034"));
        PageText page = PageText.of(html(People.officerOf("RXN")).get(address), 200);

        assertThat(address)
                .isEqualTo("/trail/records?patient=" + patient + "&pseudonym=" + pseudonyms.of(NhsNumber.of(NUMBER)));
        assertThat(page.links()).contains("/trail/records/" + record.id());
        assertThat(page.html()).doesNotContain(NUMBER);
        assertThat(page.text())
                .contains("Lancashire Teaching Hospitals asked The Village Practice.")
                .contains("Treatment (TREAT)")
                .contains("Allowed");
    }

    @Test
    void somebodyWhoIsNotOnTheRegisterIsNamedByAPseudonym() {
        String pseudonym = pseudonyms.of(NhsNumber.of(UNREGISTERED));
        AuditBodies record =
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).aboutPseudonym(pseudonym);
        events.record(record);

        String address = found(People.officerOf("RXN").formParam("nhs-number", UNREGISTERED));

        assertThat(address).isEqualTo("/trail/records?pseudonym=" + pseudonym);
        assertThat(PageText.of(html(People.officerOf("RXN")).get(address), 200).links())
                .contains("/trail/records/" + record.id());
    }

    @Test
    void everyFieldBecomesAPartOfTheAddress() {
        String address = found(People.officerOf("RXN")
                .formParam("organisation", "village")
                .formParam("purpose", "TREAT")
                .formParam("outcome", "permit")
                .formParam("type", "decision")
                .formParam("from-day", "1")
                .formParam("from-month", "11")
                .formParam("from-year", "2026")
                .formParam("to-day", "20")
                .formParam("to-month", "11")
                .formParam("to-year", "2026"));

        assertThat(address)
                .isEqualTo("/trail/records?organisation=P81002&purpose=TREAT&outcome=permit&type=decision"
                        + "&from=2026-11-01&to=2026-11-20");
        assertThat(PageText.of(html(People.officerOf("RXN")).get(address), 200).html())
                .contains("value=\"The Village Practice (P81002)\"")
                .contains("<option value=\"TREAT\" selected>Treatment (TREAT)</option>");
    }

    @Test
    void theLastDayBelongsToTheSearchAndTheNextDoesNot() {
        UUID patient = UUID.randomUUID();
        AuditBodies late = AuditBodies.decision(UUID.randomUUID(), patient).at(Instant.parse("2026-11-20T23:59:59Z"));
        AuditBodies next = AuditBodies.decision(UUID.randomUUID(), patient).at(Instant.parse("2026-11-21T00:00:00Z"));
        events.record(late, next);

        PageText page = PageText.of(
                html(People.officerOf("RXN")).get("/trail/records?patient=" + patient + "&to=2026-11-20"), 200);

        assertThat(page.links()).contains("/trail/records/" + late.id()).doesNotContain("/trail/records/" + next.id());
    }

    @Test
    void onlyGapsAreFoundWhenGapsAreLookedFor() {
        UUID patient = UUID.randomUUID();
        AuditBodies refused = AuditBodies.decision(UUID.randomUUID(), patient).answered("TREAT", "deny");
        UUID gap = UUID.randomUUID();
        events.record(refused);
        events.send(
                gap,
                AuditBodies.decision(gap, patient)
                        .answered("TREAT", "deny")
                        .json()
                        .replace("\"detail\":{", "\"detail\":{\"gap\":{\"missing\":\"purpose\"},")
                        .getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(gap);

        PageText page =
                PageText.of(html(People.officerOf("RXN")).get("/trail/records?outcome=gap&patient=" + patient), 200);

        assertThat(page.links()).contains("/trail/records/" + gap).doesNotContain("/trail/records/" + refused.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nhs-number|9990000035|nhs-number|The NHS number isn’t right",
                "nhs-number|12|nhs-number|The NHS number isn’t right",
                "from-day|31|from-day|The date from must be a real date",
                "to-year|x|to-day|The date to must be a real date",
                "organisation|teaching|organisation|More than one organisation has this in its name",
                "organisation|nobody at all|organisation|No organisation has this in its name",
                "organisation|9990000034|organisation|No organisation has this in its name"
            })
    void whatCannotBeUsedIsSaidAndKept(String field, String typed, String where, String message) {
        Response answer = html(People.officerOf("RXN"))
                .formParam(field, typed)
                .formParam("outcome", "deny")
                .post("/trail/records");
        PageText page = PageText.of(answer, 400);

        assertThat(page.html())
                .contains("<title>Error: Audit records - ")
                .contains("href=\"#" + where + "\"")
                .contains("id=\"" + where + "\"")
                .contains("value=\"" + typed + "\"")
                .contains("<option value=\"deny\" selected>Refused</option>");
        assertThat(page.text()).contains("There is a problem").contains(message);
        assertThat(page.links()).noneMatch(link -> link.contains("999"));
    }

    @Test
    void whatIsNoDateInTheAddressIsToldItsForm() {
        PageText page = PageText.of(html(People.officerOf("RXN")).get("/trail/records?from=yesterday"), 400);

        assertThat(page.text()).contains("The date from must be a real date", "it is written 2026-03-27");
    }

    @Test
    void aDateToBeforeTheDateFromIsRefusedInTheAddressToo() {
        PageText page =
                PageText.of(html(People.officerOf("RXN")).get("/trail/records?from=2026-11-20&to=2026-11-19"), 400);

        assertThat(page.text()).contains("The date to must be the same as or after the date from.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient=9990000034",
                "pseudonym=9990000034",
                "organisation=9990000034",
                "person=9990000034",
                "client=9990000034",
                "person=a%00b",
                "client=a%00b",
                "type=decision%00",
                "purpose=a%00b",
                "outcome=%00",
                "organisation=RXN%00",
                "patient=x&person=9990000034",
                "from=yesterday"
            })
    void anAddressThatCannotBeUsedFindsNothing(String query) {
        PageText page = PageText.of(html(People.officerOf("RXN")).get("/trail/records?" + query), 400);

        assertThat(page.text()).contains("There is a problem").doesNotContain("Newest first");
        assertThat(page.links()).noneMatch(link -> link.contains("9990000034") && link.contains("person"));
    }

    @Test
    void longResultsGoOnOnAnotherPage() {
        UUID patient = UUID.randomUUID();
        for (int i = 0; i < 26; i++) {
            UUID id = UUID.randomUUID();
            events.send(id, AuditBodies.decision(id, patient).bytes());
            if (i == 25) {
                events.awaitRecorded(id);
            }
        }
        Awaitility.await()
                .until(() -> events.number("select count(*) from record where patient_id = ?", patient) == 26);
        String address = "/trail/records?patient=" + patient;

        PageText first = PageText.of(html(People.officerOf("RXN")).get(address), 200);
        String older = first.links().stream()
                .filter(link -> link.contains("&after="))
                .findFirst()
                .orElseThrow();
        PageText second = PageText.of(html(People.officerOf("RXN")).get(older), 200);

        assertThat(lines(first)).isEqualTo(25);
        assertThat(lines(second)).isEqualTo(1);
        assertThat(second.links()).contains(address);
    }

    @Test
    void anotherOrganisationsRecordsAreNotFound() {
        UUID patient = UUID.randomUUID();
        AuditBodies record = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(record);
        String address = "/trail/records?patient=" + patient;

        assertThat(PageText.of(html(People.officerOf("RXL")).get(address), 200).text())
                .contains("No record that you may see fits");
        assertThat(PageText.of(html(People.regionalOfficer()).get(address), 200).links())
                .contains("/trail/records/" + record.id());
    }

    @Test
    void whatRecordsSayIsEscaped() {
        UUID id = UUID.randomUUID();
        UUID patient = UUID.randomUUID();
        events.send(
                id,
                AuditBodies.decision(id, patient)
                        .json()
                        .replace("RXN asked P81002.", "<script>alert(1)</script>")
                        .getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(id);

        PageText page = PageText.of(html(People.officerOf("RXN")).get("/trail/records?patient=" + patient), 200);

        assertThat(page.html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void eachSearchIsOnRecord() {
        UUID patient = UUID.randomUUID();
        html(People.officerOf("RW5"))
                .get("/trail/records?outcome=deny&patient=" + patient)
                .then()
                .statusCode(200);

        Awaitility.await().until(() -> events.newestReading("officer-RW5").contains("\"outcome\":\"deny\""));
        assertThat(events.newestReading("officer-RW5"))
                .contains("\"patient\":{\"id\":\"" + patient + "\"}")
                .contains("An officer searched the audit trail.");
    }

    @Test
    void lookingUpAnNhsNumberIsOnRecordWithoutIt() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);

        found(People.officerOf("RTX").formParam("nhs-number", NUMBER));

        Awaitility.await().until(() -> events.newestReading("officer-RTX").contains("looked up"));
        assertThat(events.newestReading("officer-RTX"))
                .contains("\"patient\":{\"id\":\"" + patient + "\"}")
                .doesNotContain(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "register-officer", "service"})
    void otherRolesGetAPageThatSaysNo(String role) {
        PageText page = PageText.of(html(People.having(role)).get("/trail/records"), 403);

        assertThat(page.text()).contains("You can’t open this page");
        PageText.of(html(People.having(role)).formParam("outcome", "deny").post("/trail/records"), 403);
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        PageText.of(html(People.nobody()).get("/trail/records"), 401);
    }

    @Test
    void anOfficerWithoutAnOrganisationGetsAPageThatSaysWhy() {
        assertThat(PageText.of(html(People.having("ig-officer")).get("/trail/records"), 403)
                        .text())
                .contains("Your account names no organisation");
    }
}
