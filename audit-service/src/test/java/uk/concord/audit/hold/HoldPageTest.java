package uk.concord.audit.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class HoldPageTest {

    @Inject
    RecordedEvents events;

    @Test
    void aHoldIsPlacedReadAndReleasedWithoutScript() {
        String reference = "PAGE-" + UUID.randomUUID();
        post(
                        "/trail/holds",
                        Map.of(
                                "kind",
                                "organisation",
                                "held",
                                " rxl ",
                                "reason",
                                "A claim <b>",
                                "reference",
                                reference))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/trail/holds"));

        PageText page = page();
        String hold = events.text(
                "select l.event_id from record r join leaf l on l.leaf_index = r.leaf_index where r.type = 'legal-hold'"
                        + " order by r.leaf_index desc limit 1");
        assertThat(page.text())
                .contains(reference)
                .contains("Everything that belongs to Blackpool Teaching Hospitals (RXL)")
                .contains("A claim <b>")
                .contains("by account subject-regional-ig-officer");
        assertThat(page.html()).doesNotContain("A claim <b>").contains("/trail/holds/" + hold + "/release");

        PageText refused = PageText.of(post("/trail/holds/" + hold + "/release", Map.of("reason", " ")), 400);
        assertThat(refused.text()).contains("There is a problem Enter why the hold is released");
        assertThat(refused.links()).contains("#release-" + hold);
        post("/trail/holds/" + hold + "/release", Map.of("reason", "Settled out of court."))
                .then()
                .statusCode(303);

        assertThat(page().text()).contains("Settled out of court.");
        assertThat(page().html()).doesNotContain("/trail/holds/" + hold + "/release");
    }

    @Test
    void recordsAreHeldByTheirIds() {
        AuditBodies first = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies second = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(first, second);

        post(
                        "/trail/holds",
                        Map.of(
                                "kind",
                                "records",
                                "held",
                                first.id() + ", " + second.id(),
                                "reason",
                                "r",
                                "reference",
                                "PAGE-RECORDS"))
                .then()
                .statusCode(303);

        assertThat(page().links()).contains("/trail/records/" + first.id(), "/trail/records/" + second.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | RXN | r | c | kind-patient | Choose what must be kept",
                "person | RXN | r | c | kind-patient | Choose what must be kept",
                "patient | 9990548600 | r | c | held | Enter an NHS number",
                "organisation | r_n | r | c | held | Enter the organisation’s code",
                "decision | 7 | r | c | held | Enter the id",
                "records | 7 8 | r | c | held | Enter the id",
                "records | 0190a000-0000-7000-8000-00000000dead | r | c | held | 1 of these records",
                "organisation | RXN | '' | c | reason | Enter why it must be kept",
                "organisation | RXN | about 9990548609 | c | reason | must not hold an NHS number",
                "organisation | RXN | r | '' | reference | Enter the reference"
            })
    void whatIsWrongIsSaidBesideIt(
            String kind, String held, String reason, String reference, String field, String message) {
        PageText page = PageText.of(
                post("/trail/holds", Map.of("kind", kind, "held", held, "reason", reason, "reference", reference)),
                400);

        assertThat(page.html()).contains("<title>Error: ");
        assertThat(page.text())
                .contains("There is a problem " + (message.startsWith("must") ? "" : message))
                .contains(message);
        assertThat(page.links()).contains("#" + field);
        assertThat(page.html()).contains("id=\"" + field + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "patient", "partner", "operator", "service"})
    void othersAreRefused(String role) {
        refused(People.having(role), 403);
    }

    @Test
    void theOfficerOfAnOrganisationAndNobodyAreRefused() {
        refused(People.officerOf("RXL"), 403);
        refused(People.nobody(), 401);
    }

    @Test
    void theLedgerPageLeadsThereOnlyWhoMayGo() {
        assertThat(PageText.of(People.regionalOfficer().accept("text/html").get("/trail/ledger"), 200)
                        .links())
                .contains("/trail/holds");
        assertThat(PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/ledger"), 200)
                        .links())
                .doesNotContain("/trail/holds");
    }

    private static void refused(RequestSpecification somebody, int status) {
        RequestSpecification form = somebody.accept("text/html")
                .contentType(ContentType.URLENC)
                .formParams(Map.of("kind", "organisation", "held", "RXN", "reason", "r", "reference", "c"));
        form.post("/trail/holds").then().statusCode(status);
        form.post("/trail/holds/" + UUID.randomUUID() + "/release").then().statusCode(status);
        somebody.accept("text/html").get("/trail/holds").then().statusCode(status);
    }

    private static PageText page() {
        return PageText.of(People.regionalOfficer().accept("text/html").get("/trail/holds"), 200);
    }

    private static Response post(String path, Map<String, String> form) {
        return People.regionalOfficer()
                .accept("text/html")
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(form)
                .post(path);
    }
}
