package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class EvidencePageTest {

    // As a browser names what it takes.
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Inject
    RecordedEvents events;

    @Test
    void whatIsTickedAmongResultsIsChosenAndTheSearchStays() {
        UUID patient = UUID.randomUUID();
        AuditBodies first = recorded(patient);
        AuditBodies second = recorded(patient);
        String search = "/trail/records?patient=" + patient;
        PageText results = PageText.of(browser(People.officerOf("RXN")).get(search), 200);
        assertThat(results.html())
                .contains("<input type=\"hidden\" name=\"patient\" value=\"" + patient + "\">")
                .contains("name=\"record\" type=\"checkbox\" value=\"" + place(first) + "\"")
                .contains("name=\"record\" type=\"checkbox\" value=\"" + place(second) + "\"");

        String address = redirected(browser(People.officerOf("RXN"))
                .formParam("patient", patient)
                .formParam("record", place(first))
                .post("/trail/records/choose"));
        PageText after = PageText.of(browser(People.officerOf("RXN")).get(address), 200);

        String pack = Long.toString(place(first), 36);
        assertThat(address).isEqualTo(search + "&pack=" + pack);
        assertThat(after.text())
                .contains("1 record chosen for an evidence pack.")
                .contains("In the pack");
        assertThat(after.html())
                .doesNotContain("type=\"checkbox\" value=\"" + place(first) + "\"")
                .contains("type=\"checkbox\" value=\"" + place(second) + "\"")
                .contains("<input type=\"hidden\" name=\"pack\" value=\"" + pack + "\">");
        assertThat(after.links())
                .contains("/trail/evidence?pack=" + pack)
                .contains("/trail/records/" + second.id() + "?pack=" + pack)
                .contains("/trail/records?pack=" + pack);
    }

    @Test
    void tickingNothingIsSaid() {
        UUID patient = UUID.randomUUID();
        AuditBodies record = recorded(patient);

        PageText page = PageText.of(
                browser(People.officerOf("RXN")).formParam("patient", patient).post("/trail/records/choose"), 400);

        assertThat(page.text()).contains("There is a problem").contains("Tick at least one record.");
        assertThat(page.links()).contains("#results", "/trail/records/" + record.id());
    }

    @Test
    void theChoiceOutlivesAnotherSearchAndItsPages() {
        String address = redirected(browser(People.officerOf("RXN"))
                .formParam("type", "decision")
                .formParam("pack", "1-2")
                .post("/trail/records"));

        assertThat(address).isEqualTo("/trail/records?type=decision&pack=1-2");
    }

    @Test
    void aRecordIsChosenOnItsOwnPageAndLeftOutAgain() {
        AuditBodies record = recorded(UUID.randomUUID());
        AuditBodies other = recorded(UUID.randomUUID());
        String chosen = Choice.NOTHING.with(List.of(place(other))).text();
        PageText before = PageText.of(
                browser(People.officerOf("RXN")).get("/trail/records/" + record.id() + "?pack=" + chosen), 200);
        assertThat(before.html())
                .contains("<input type=\"hidden\" name=\"record\" value=\"" + place(record) + "\">")
                .contains("<input type=\"hidden\" name=\"pack\" value=\"" + chosen + "\">");

        String address = redirected(browser(People.officerOf("RXN"))
                .formParam("pack", chosen)
                .formParam("record", place(record))
                .post("/trail/evidence/choose"));
        PageText evidence = PageText.of(browser(People.officerOf("RXN")).get(address), 200);
        PageText after = PageText.of(
                browser(People.officerOf("RXN"))
                        .get("/trail/records/" + record.id() + address.replace("/trail/evidence", "")),
                200);
        String without = redirected(browser(People.officerOf("RXN"))
                .formParam("pack", address.replaceAll(".*pack=", ""))
                .formParam("record", place(record))
                .post("/trail/evidence/leave-out"));

        assertThat(evidence.text()).contains("2 records, oldest first.").contains("Leave out Decision about a request");
        assertThat(evidence.html().indexOf("value=\"" + place(record) + "\""))
                .isLessThan(evidence.html().indexOf("value=\"" + place(other) + "\""));
        assertThat(after.text()).contains("This record is chosen for an evidence pack.");
        assertThat(without).isEqualTo("/trail/evidence?pack=" + chosen);
    }

    @Test
    void thePackIsMadeAsAFileAndThatIsOnRecord() throws Exception {
        AuditBodies record = recorded(UUID.randomUUID());

        Response answer = browser(People.officerOf("RXN"))
                .formParam("pack", Choice.NOTHING.with(List.of(place(record))).text())
                .formParam("case", "IG-2026-014")
                .formParam("reason", "Für das Gericht 😀".repeat(50))
                .post("/trail/evidence");

        answer.then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Disposition", containsString("attachment; filename=\"evidence-"));
        assertThat(names(answer)).contains("records/" + record.id() + ".json", "check.py", "SHA256SUMS");
        Awaitility.await().until(() -> events.newestReading("officer-RXN").contains("\"case\":\"IG-2026-014\""));
        assertThat(events.newestReading("officer-RXN")).contains("\"records\":[\"" + record.id() + "\"]");
    }

    @Test
    void whatIsMissingIsSaidAndWhatWasTypedIsKept() {
        AuditBodies record = recorded(UUID.randomUUID());
        String pack = Choice.NOTHING.with(List.of(place(record))).text();

        PageText page = PageText.of(
                browser(People.officerOf("RXN"))
                        .formParam("pack", pack)
                        .formParam("case", "<IG>")
                        .formParam("reason", "About 999 000 0026")
                        .post("/trail/evidence"),
                400);
        PageText empty = PageText.of(
                browser(People.officerOf("RXN")).formParam("pack", "").post("/trail/evidence"), 400);

        assertThat(page.text()).contains("There is a problem").contains("The reason must not hold an NHS number.");
        assertThat(page.html())
                .contains("<title>Error: Evidence pack - ")
                .contains("value=\"&lt;IG&gt;\"")
                .contains(">About 999 000 0026</textarea>")
                .contains("name=\"pack\" value=\"" + pack + "\"");
        assertThat(page.links()).contains("#reason", "/trail/records/" + record.id() + "?pack=" + pack);
        assertThat(empty.links()).contains("#chosen", "#case", "#reason");
        assertThat(empty.text())
                .contains("Choose at least one record.")
                .contains("Enter the reference of the case.")
                .contains("Enter the reason.");
    }

    @Test
    void anEmptyChoiceLeadsToTheSearch() {
        PageText page = PageText.of(browser(People.officerOf("RXN")).get("/trail/evidence"), 200);

        assertThat(page.text()).contains("Nothing is chosen.");
        assertThat(page.links()).contains("/trail/records");
    }

    @Test
    void lookingAtWhatIsChosenIsOnRecord() {
        AuditBodies record = recorded(UUID.randomUUID());
        browser(People.officerOf("RXN"))
                .get("/trail/evidence"
                        + Choice.NOTHING.with(List.of(place(record))).query())
                .then()
                .statusCode(200);

        Awaitility.await().until(() -> events.newestReading("officer-RXN").contains("\"form\":\"evidence\""));
        assertThat(events.newestReading("officer-RXN"))
                .contains("\"records\":[\"" + record.id() + "\"]")
                .contains("\"patient\":" + record.patient());
    }

    @Test
    void aThousandChosenRecordsAreShown() {
        UUID patient = UUID.randomUUID();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(UUID.randomUUID());
            events.send(ids.get(i), AuditBodies.decision(ids.get(i), patient).bytes());
        }
        ids.forEach(events::awaitRecorded);
        List<Long> places = LongStream.of(ids.stream().mapToLong(this::place).toArray())
                .boxed()
                .toList();

        PageText page = PageText.of(
                browser(People.officerOf("RXN"))
                        .get("/trail/evidence" + Choice.NOTHING.with(places).query()),
                200);
        Response tooMany = browser(People.officerOf("RXN"))
                .formParam("pack", Choice.NOTHING.with(places).text())
                .formParam(
                        "record",
                        places.stream().mapToLong(place -> place).max().orElseThrow() + 1)
                .post("/trail/evidence/choose");

        assertThat(page.text()).contains("1000 records, oldest first.");
        assertThat(page.html().split("nhsuk-table__row\"", -1)).hasSize(1001);
        assertThat(PageText.of(tooMany, 400).text()).contains("An evidence pack holds at most 1000 records.");
    }

    @Test
    void anotherOrganisationsRecordIsNotThereWhateverTheAddressSays() {
        AuditBodies ours = recorded(UUID.randomUUID());
        AuditBodies others =
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).by("RXL", "RXL");
        events.record(others);
        Choice both = Choice.NOTHING.with(List.of(place(ours), place(others)));
        long before = events.readings("officer-RXN", "not-found");

        assertThat(PageText.of(browser(People.officerOf("RXN")).get("/trail/evidence" + both.query()), 404)
                        .text())
                .contains("At least one of the chosen records isn't there")
                .doesNotContain(others.id().toString());
        PageText.of(
                browser(People.officerOf("RXN"))
                        .formParam("pack", both.text())
                        .formParam("case", "c")
                        .formParam("reason", "r")
                        .post("/trail/evidence"),
                404);
        PageText.of(browser(People.regionalOfficer()).get("/trail/evidence" + both.query()), 200);
        Awaitility.await().until(() -> events.readings("officer-RXN", "not-found") == before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/trail/evidence?pack=A", "/trail/records?pack=1--2"})
    void aChoiceThatCannotBeReadIsRefused(String address) {
        assertThat(PageText.of(browser(People.officerOf("RXN")).get(address), 400)
                        .text())
                .contains("It can't be read which records are chosen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "register-officer", "service"})
    void otherRolesGetAPageThatSaysNo(String role) {
        assertThat(PageText.of(browser(People.having(role)).get("/trail/evidence"), 403)
                        .text())
                .contains("You can’t open this page");
        for (String address : List.of(
                "/trail/evidence", "/trail/evidence/choose", "/trail/evidence/leave-out", "/trail/records/choose")) {
            PageText.of(browser(People.having(role)).formParam("record", "1").post(address), 403);
        }
    }

    @Test
    void anOfficerWithoutAnOrganisationGetsAPageThatSaysWhy() {
        for (String address : List.of(
                "/trail/evidence", "/trail/evidence/choose", "/trail/evidence/leave-out", "/trail/records/choose")) {
            assertThat(PageText.of(
                                    browser(People.having("ig-officer"))
                                            .formParam("record", "1")
                                            .post(address),
                                    403)
                            .text())
                    .contains("Your account names no organisation");
        }
        PageText.of(browser(People.having("ig-officer")).get("/trail/evidence"), 403);
        PageText.of(browser(People.nobody()).get("/trail/evidence"), 401);
    }

    private AuditBodies recorded(UUID patient) {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(event);
        return event;
    }

    private long place(AuditBodies record) {
        return place(record.id());
    }

    private long place(UUID id) {
        return events.number("select leaf_index from leaf where event_id = ?", id);
    }

    private static List<String> names(Response zip) throws Exception {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.asByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String redirected(Response answer) {
        return answer.then()
                .statusCode(303)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
    }

    private static RequestSpecification browser(RequestSpecification request) {
        return request.accept(BROWSER).redirects().follow(false);
    }
}
