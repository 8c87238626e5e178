package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

/** How records come into the choice for an evidence pack, and out of it. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ChoosingPageTest {

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

    private static String redirected(Response answer) {
        return answer.then()
                .statusCode(303)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]*", "");
    }

    private static RequestSpecification browser(RequestSpecification request) {
        return request.accept("text/html").redirects().follow(false);
    }
}
