package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class WithholdTest {

    private static final String NUMBER = "9990000042";
    private static final String WHY = "Whoever lives with her reads her phone, and threatens her.";

    @Inject
    RecordedEvents events;

    @Inject
    ReviewDates dates;

    private UUID patient;
    private Emergency emergency;
    private final UUID decision = UUID.randomUUID();
    private final UUID access = UUID.randomUUID();
    private final UUID end = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @BeforeEach
    void anEmergencyAfterSomethingElse() {
        patient = UUID.randomUUID();
        emergency = Emergency.anywhere().about(patient);
        AuditTestResource.REGISTER.put(NUMBER, patient);
        events.record(AuditBodies.decision(other, patient));
    }

    @Test
    void whatIsWithheldHasNoTraceOnHerPageNorInHerApi() {
        String apiBefore = api();
        String pageBefore = page();
        happens();
        lookedAt();
        assertThat(seen()).contains(emergency.declaration(), decision, access, end, other);

        move("withhold", 0, in(30)).statusCode(200).body("possible", hasItems("withhold", "show"));

        assertThat(api()).isEqualTo(apiBefore);
        assertThat(page()).isEqualTo(pageBefore);
        // Nor of what comes later: a decision while the grant still runs, and officers who look.
        UUID later = UUID.randomUUID();
        UUID laterAccess = UUID.randomUUID();
        events.record(laterAccess, emergency.given(laterAccess, later));
        events.record(later, emergency.decided(later));
        People.regionalOfficer().get("/audit/records/" + laterAccess).then().statusCode(200);
        awaitReadings(4);
        assertThat(api()).isEqualTo(apiBefore);
        assertThat(page()).isEqualTo(pageBefore);
    }

    @Test
    void thatItWasTakenOutAsEvidenceHasNoTraceEither() {
        String apiBefore = api();
        String pageBefore = page();
        happens();
        move("withhold", 0, in(30)).statusCode(200);

        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "records",
                        List.of(decision, access),
                        "case",
                        "IG-2026-014",
                        "reason",
                        "The safeguarding board asked for them."))
                .post("/audit/evidence")
                .then()
                .statusCode(200);

        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where patient_id = ? and outcome = 'exported'", patient)
                        == 1);
        assertThat(api()).isEqualTo(apiBefore);
        assertThat(page()).isEqualTo(pageBefore);
    }

    @Test
    void somebodyWhoWasNotOnTheRegisterThenSeesNothingEither() {
        String pseudonym = "0123456789abcdef0123456789abcdef";
        emergency = Emergency.anywhere().aboutPseudonym(pseudonym);
        happens();

        move("withhold", 0, in(30)).statusCode(200);

        assertThat(events.number(
                        "select count(*) from record r where r.pseudonym = ? and r.type <> 'break-glass-review'"
                                + " and r.leaf_index not in (select leaf_index from withheld_record)",
                        pseudonym))
                .isZero();
    }

    @Test
    void officersStillSeeAllOfIt() {
        happens();
        move("withhold", 0, in(30)).statusCode(200);

        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(Map.of("patient", patient.toString()))
                .post("/audit/search")
                .then()
                .statusCode(200)
                .body(
                        "records.id",
                        hasItems(
                                emergency.declaration().toString(),
                                decision.toString(),
                                access.toString(),
                                end.toString()));
        People.regionalOfficer()
                .get("/audit/reviews/" + emergency.grant())
                .then()
                .statusCode(200)
                .body("withheld_until", equalTo(ReviewDates.after(last(30)).toString()))
                .body("uses.id", hasItems(decision.toString(), access.toString()));
        officer()
                .get("/audit/reviews?withheld=true")
                .then()
                .statusCode(200)
                .body("reviews.id", equalTo(List.of(emergency.grant().toString())));
        officer().get("/audit/reviews?withheld=false").then().statusCode(200).body("reviews.id", equalTo(List.of()));
    }

    @Test
    void itComesBackByItselfOnTheDayAfterItsDate() {
        happens();
        move("withhold", 0, in(1)).statusCode(200);
        assertThat(seen()).containsExactly(other);

        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)), Clock.class);

        assertThat(seen()).contains(emergency.declaration(), decision, access, end, other);
    }

    @Test
    void itIsWithheldForLongerIfSomebodyDecidesSoAgain() {
        happens();
        move("withhold", 0, in(1)).statusCode(200);

        move("withhold", 1, in(60))
                .statusCode(200)
                .body("withheld_until", equalTo(ReviewDates.after(last(60)).toString()));
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)), Clock.class);

        assertThat(seen()).containsExactly(other);
    }

    @Test
    void anOfficerShowsItAgainAndBothAreRecords() {
        happens();
        move("withhold", 0, in(30)).statusCode(200);

        move("show", 1, Map.of("reason", "She lives alone now, and wants to know."))
                .statusCode(200);

        assertThat(seen()).contains(emergency.declaration(), decision, access, end, other);
        Awaitility.await()
                .until(() -> !events.bodiesOf("break-glass-review", "shown", emergency.grant())
                        .isEmpty());
        assertThat(events.bodiesOf("break-glass-review", "withheld", emergency.grant()))
                .singleElement()
                .asString()
                .contains("\"reason\":\"" + WHY + "\"", "\"review_on\":\"" + last(30) + "\"");
        assertThat(events.bodiesOf("break-glass-review", "shown", emergency.grant()))
                .singleElement()
                .asString()
                .contains("She lives alone now");
        assertThat(api()).doesNotContain("break-glass-review", "lives");
        assertThat(page()).doesNotContain("lives", "reads her phone");
    }

    @Test
    void itCanBeWithheldAfterTheReviewWasClosed() {
        happens();
        move("take", 0, Map.of()).statusCode(200);
        move("justify", 1, Map.of("finding", "The patient could not be asked.")).statusCode(200);
        move("close", 2, Map.of()).statusCode(200);

        move("withhold", 3, in(30)).statusCode(200).body("state", equalTo("closed"));

        assertThat(seen()).containsExactly(other);
    }

    @ParameterizedTest
    @CsvSource({
        "Because I say so., , Enter the date",
        "Because I say so., 0, after today",
        "Because I say so., -1, after today",
        "Because I say so., 184, not after",
        "short, 30, 10 to 2000"
    })
    void withoutAReasonAndADateWithinBoundsNothingIsWithheld(String reason, Integer days, String why) {
        happens();
        Map<String, String> body = days == null
                ? Map.of("reason", reason)
                : Map.of("reason", reason, "review_on", last(days).toString());

        move("withhold", 0, body).statusCode(400).body("detail", containsString(why));

        assertThat(seen()).contains(emergency.declaration());
    }

    @Test
    void sheReadsWhatCameOfTheReview() {
        happens();
        assertThat(page())
                .contains("Our check Every emergency is checked. We should have finished by now, and have not yet.");

        move("take", 0, Map.of()).statusCode(200);
        assertThat(page()).contains("Our check We are checking this.");
        move("reject", 1, Map.of("finding", "Nobody was in danger, and she could be asked."))
                .statusCode(200);

        assertThat(page())
                .contains("Our check We checked this on ", "The reason was not good enough.")
                .doesNotContain("Nobody was in danger");
        People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .body("records.find { it.type == 'break-glass-declared' }.review.state", equalTo("not-justified"))
                .body("records.find { it.type == 'break-glass-declared' }.review.due_on", equalTo("2026-11-09"))
                .body("records.findAll { it.review != null }.size()", equalTo(1));
        move("close", 2, Map.of()).statusCode(200);
        assertThat(page()).contains("The reason was not good enough.");
    }

    private void happens() {
        events.record(emergency.declaration(), emergency.declared());
        events.record(decision, emergency.decided(decision));
        events.record(access, emergency.given(access, decision));
        events.record(end, emergency.ended(end));
    }

    private void lookedAt() {
        officer().get("/audit/reviews/" + emergency.grant()).then().statusCode(200);
        officer().get("/audit/records/" + decision).then().statusCode(200);
        officer().get("/audit/records/" + access).then().statusCode(200);
        awaitReadings(3);
    }

    private void awaitReadings(int count) {
        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where patient_id = ? and type = 'audit-read'"
                                        + " and actor_capacity = 'staff'",
                                patient)
                        == count);
    }

    private LocalDate last(int days) {
        return dates.today().plusDays(days);
    }

    private Map<String, String> in(int days) {
        return Map.of("reason", WHY, "review_on", last(days).toString());
    }

    private RequestSpecification officer() {
        return People.officerOf(emergency.requester());
    }

    private ValidatableResponse move(String move, int seen, Map<String, String> body) {
        RequestSpecification request = officer().header("If-Match", "\"" + seen + "\"");
        return (body.isEmpty() ? request : request.contentType(ContentType.JSON).body(body))
                .post("/audit/reviews/" + emergency.grant() + "/" + move)
                .then();
    }

    private String api() {
        return People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private List<UUID> seen() {
        return new ArrayList<>(People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("records.id", UUID.class));
    }

    private String page() {
        // The page says when the session ends.
        return PageText.of(
                        People.with(TestTokens.patient(NUMBER))
                                .accept("text/html")
                                .get("/uses"),
                        200)
                .text()
                .replaceAll("we sign you out at \\S+", "");
    }
}
