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

    private static RequestSpecification browser(RequestSpecification request) {
        return request.accept(BROWSER).redirects().follow(false);
    }
}
