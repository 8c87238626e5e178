package uk.concord.audit.review.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReviewPagesTest {

    private static final String FINDING = "The patient could not be asked.";

    @Inject
    RecordedEvents events;

    private final Emergency emergency = Emergency.anywhere();

    @Test
    void theQueueSaysWhatIsOverdueWhoWhereAndWhy() {
        Emergency fresh = Emergency.of(emergency.requester()).at(Instant.now()).by("<b>x</b>");
        events.record(fresh.declaration(), fresh.declared());
        declare();

        PageText page = open("/trail/reviews");

        assertThat(page.text())
                .contains("Open (2)", "Overdue (1)", "Withheld from the patient (0)")
                .containsSubsequence(
                        "Declared 2 November 2026 at 10:00am by 555254242106, in the role S8000:G8000:R8000",
                        "Due 9 November 2026 Overdue",
                        "Who 555254242106",
                        "Where " + emergency.requester(),
                        "Reason Treatment that could not wait (OVRER)",
                        "State Not taken yet",
                        "Who <b>x</b>");
        assertThat(page.html()).doesNotContain("<b>x</b>");
        assertThat(page.text().split("Overdue", -1)).hasSize(3);
        assertThat(page.links()).contains("/trail/reviews/" + emergency.grant(), "/trail/reviews?show=overdue");
        assertThat(open("/trail/reviews?show=overdue").links())
                .contains("/trail/reviews/" + emergency.grant())
                .doesNotContain("/trail/reviews/" + fresh.grant());
        assertThat(open("/trail/reviews?show=closed").text()).contains("There is none among those that you may see.");
    }

    @Test
    void theOverviewLeadsToTheQueue() {
        declare();

        PageText page = open("/trail");

        assertThat(page.text())
                .contains("Overdue reviews of emergencies How many 1", "Open reviews of emergencies How many 1");
        assertThat(page.links())
                .contains("/trail/reviews", "/trail/reviews?show=overdue", "/trail/reviews?show=withheld");
    }

    @Test
    void aReviewIsToldAsAStoryWithLinksToItsRecords() {
        UUID decision = UUID.randomUUID();
        UUID access = UUID.randomUUID();
        declare();
        events.record(decision, emergency.decided(decision));
        events.record(access, emergency.given(access, decision));

        PageText page = open(path(""));

        assertThat(page.text())
                .containsSubsequence(
                        "Review of an emergency Not taken yet Overdue",
                        "by the end of 9 November 2026",
                        "By 555254242106, in the role S8000:G8000:R8000",
                        "Why Treatment that could not wait (OVRER)",
                        "In their words " + Emergency.REASON,
                        "What they have to do with the patient Treats her",
                        "Ended at the latest 2 November 2026 at 11:00am",
                        "Information given out",
                        "Decision about a request",
                        "What was done in this review Nothing yet.",
                        "Take this review");
        assertThat(page.text()).doesNotContain("Record the finding", "Close this review", "Show it to the patient");
        assertThat(page.links())
                .contains(
                        "/trail/records/" + emergency.declaration(),
                        "/trail/records/" + decision,
                        "/trail/records/" + access);
        assertThat(open("/trail/records/" + emergency.declaration()).links()).contains(path(""));
    }

    @Test
    void theFormsMakeTheMoves() {
        declare();

        sent("/take", Map.of("revision", "0"));
        PageText taken = open(path(""));
        assertThat(taken.text()).contains("Under review", "Taken", "account officer-" + emergency.requester());
        sent("/find", Map.of("revision", "1", "judgement", "reject", "finding", FINDING));
        assertThat(open(path("")).text()).contains("Found not justified", "“" + FINDING + "”");
        sent("/close", Map.of("revision", "2"));
        assertThat(open(path("")).text()).contains("Closed: not justified");
        LocalDate last = LocalDate.now(ZoneId.of("Europe/London")).plusDays(30);
        sent(
                "/withhold",
                Map.of(
                        "revision", "3",
                        "reason", "Somebody reads her phone.",
                        "day", String.valueOf(last.getDayOfMonth()),
                        "month", String.valueOf(last.getMonthValue()),
                        "year", String.valueOf(last.getYear())));
        assertThat(open(path("")).text()).contains("The patient sees nothing of this emergency until the end of");
        assertThat(open("/trail/reviews?show=withheld").text()).contains("Withheld from the patient until the end of");
        sent("/show", Map.of("revision", "4", "showing", "She lives alone now."));

        Awaitility.await().until(() -> open(path("")).text().contains("“She lives alone now.”"));
        assertThat(open(path("")).text()).contains("Shown to the patient again");
        assertThat(events.number("select count(*) from review_move where grant_id = ?", emergency.grant()))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "'', The patient could not be asked., Say whether the reason was good enough.",
        "justify, short, Write 10 to 2000 characters.",
        "justify, It was 999 000 0018 they said., The text holds an NHS number."
    })
    void aFindingThatCannotBeTakenComesBackWithWhatWasTyped(String judgement, String finding, String message) {
        declare();
        sent("/take", Map.of("revision", "0"));

        PageText page =
                PageText.of(post("/find", Map.of("revision", "1", "judgement", judgement, "finding", finding)), 400);

        assertThat(page.text()).contains("There is a problem", message, "Error: Review of an emergency");
        assertThat(page.html()).contains(">" + finding + "</textarea>");
        if (!judgement.isEmpty()) {
            assertThat(page.html()).contains("value=\"justify\" checked");
        }
        assertThat(events.number("select count(*) from review_move where grant_id = ?", emergency.grant()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "31, 2, 2027, The date must be a real date",
        "'', '', '', Enter the date on which it must be decided again",
        "1, 1, 2026, The date must be after today",
        "x, y, z, The date must be a real date"
    })
    void aDateThatCannotBeTakenIsSaidBesideIt(String day, String month, String year, String message) {
        declare();

        PageText page = PageText.of(
                post(
                        "/withhold",
                        Map.of(
                                "revision", "0",
                                "reason", "Somebody reads her phone.",
                                "day", day,
                                "month", month,
                                "year", year)),
                400);

        assertThat(page.text()).contains("There is a problem", message);
        assertThat(page.html())
                .contains(
                        "href=\"#day\"",
                        ">Somebody reads her phone.</textarea>",
                        "name=\"month\" type=\"text\" inputmode=\"numeric\" value=\"" + month + "\"");
    }

    @Test
    void whoWasTooLateIsToldAndKeepsWhatWasTyped() {
        declare();
        sent("/take", Map.of("revision", "0"));

        PageText late =
                PageText.of(post("/find", Map.of("revision", "0", "judgement", "justify", "finding", FINDING)), 412);
        PageText impossible = PageText.of(post("/close", Map.of("revision", "1")), 409);

        assertThat(late.text()).contains("Somebody else did something with this review in the meantime.");
        assertThat(late.html())
                .contains(">" + FINDING + "</textarea>", "href=\"#moves\"", "name=\"revision\" value=\"1\"");
        assertThat(impossible.text()).contains("That can’t be done with this review as it stands.");
        PageText.of(post("/take", Map.of("revision", "x")), 400);
    }

    @Test
    void whoDeclaredItIsToldThatSomebodyElseMust() {
        declare();
        RequestSpecification herself = People.with(TestTokens.of("gateway-login", "ig-officer")
                        .with("sub", "somebody")
                        .with("organisation", emergency.requester())
                        .with("preferred_username", emergency.user())
                        .token())
                .accept("text/html");

        PageText page = PageText.of(herself.get(path("")), 200);

        assertThat(page.text()).contains("You declared this emergency yourself").doesNotContain("Take this review");
        assertThat(page.html()).doesNotContain("action=\"/trail/reviews");
        PageText.of(herself.formParam("revision", "0").post(path("/take")), 403);
    }

    @Test
    void forAnotherOrganisationItIsNotThere() {
        declare();

        PageText.of(People.officerOf("P81002").accept("text/html").get(path("")), 404);
        PageText.of(
                People.officerOf("P81002")
                        .accept("text/html")
                        .formParam("revision", "0")
                        .post(path("/take")),
                404);
        PageText.of(People.regionalOfficer().accept("text/html").get(path("")), 200);
        assertThat(PageText.of(People.officerOf("P81002").accept("text/html").get("/trail/reviews"), 200)
                        .links())
                .doesNotContain(path(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service"})
    void otherRolesGetAPageThatSaysNo(String role) {
        PageText.of(People.having(role).accept("text/html").get("/trail/reviews"), 403);
        PageText.of(People.having(role).accept("text/html").get(path("")), 403);
        for (String move : new String[] {"take", "find", "close", "withhold", "show"}) {
            PageText.of(
                    People.having(role)
                            .accept("text/html")
                            .formParam("revision", "0")
                            .post(path("/" + move)),
                    403);
        }
    }

    @Test
    void anAddressThatNoPageLeadsToIsRefused() {
        PageText.of(officer().get("/trail/reviews?show=x"), 400);
        PageText.of(officer().get("/trail/reviews?after=x"), 400);
    }

    private void declare() {
        events.record(emergency.declaration(), emergency.declared());
    }

    private RequestSpecification officer() {
        return People.officerOf(emergency.requester()).accept("text/html");
    }

    private String path(String what) {
        return "/trail/reviews/" + emergency.grant() + what;
    }

    private PageText open(String path) {
        return PageText.of(officer().get(path), 200);
    }

    private Response post(String move, Map<String, String> form) {
        return officer().redirects().follow(false).formParams(form).post(path(move));
    }

    private void sent(String move, Map<String, String> form) {
        Response answer = post(move, form);
        answer.then().statusCode(303).header("Cache-Control", "no-store");
        assertThat(answer.header("Location")).endsWith(path(""));
    }
}
