package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.StandingClock;
import uk.concord.kernel.audit.AuditEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReminderTest {

    // Five working days after Monday 2 November 2026.
    private static final Instant DUE = Instant.parse("2026-11-10T00:00:00Z");

    @Inject
    RecordedEvents events;

    @Inject
    ReviewCases cases;

    @Inject
    ReviewWrites writes;

    @Inject
    AuditEvents audit;

    @Inject
    ReviewSettings settings;

    @Inject
    ReviewDates dates;

    @Inject
    ReviewWatch watch;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final Emergency emergency = Emergency.anywhere();
    private final StandingClock clock = new StandingClock(DUE);

    @Test
    void onceADayFromTheDayOnWhichItIsLate() {
        declare();
        clock.set(DUE.minusMillis(1));
        reminders().record();
        assertThat(reminded("overdue")).isZero();

        clock.set(DUE);
        reminders().record();
        clock.set(DUE.plus(Duration.ofHours(23)));
        reminders().record();
        assertThat(reminded("overdue")).isEqualTo(1);

        clock.set(DUE.plus(Duration.ofHours(24)));
        reminders().record();
        assertThat(reminded("overdue")).isEqualTo(2);

        Awaitility.await()
                .until(() -> events.bodiesOf("break-glass-review", "reminded", emergency.grant())
                                .size()
                        == 2);
        assertThat(events.bodiesOf("break-glass-review", "reminded", emergency.grant())
                        .getFirst())
                .contains(
                        "\"reminder\":\"overdue\"",
                        "\"on\":\"2026-11-10\"",
                        "\"patient\":" + emergency.patient(),
                        "\"organisations\":[\"" + emergency.requester() + "\"]",
                        "\"capacity\":\"system\"");
        officer()
                .get("/audit/reviews/" + emergency.grant())
                .then()
                .statusCode(200)
                // A reminder is no move: who has read the review may still go on.
                .header("ETag", "\"0\"")
                .body("reminders", contains("2026-11-10", "2026-11-11"));
    }

    @Test
    void notAnyMoreOnceItIsFoundOut() {
        declare();
        move("take", 0, Map.of()).then().statusCode(200);
        reminders().record();
        assertThat(reminded("overdue")).isEqualTo(1);
        move("justify", 1, Map.of("finding", "The patient could not be asked."))
                .then()
                .statusCode(200);

        clock.set(DUE.plus(Duration.ofDays(3)));
        reminders().record();

        assertThat(reminded("overdue")).isEqualTo(1);
    }

    @Test
    void ofManyReplicasOneReminds() throws Exception {
        declare();
        int many = 6;
        Callable<Integer> look = () -> reminders().record();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            threads.invokeAll(Collections.nCopies(many, look)).forEach(Future::resultNow);
        }

        assertThat(reminded("overdue")).isEqualTo(1);
        Awaitility.await()
                .until(() -> !events.bodiesOf("break-glass-review", "reminded", emergency.grant())
                        .isEmpty());
        assertThat(events.bodiesOf("break-glass-review", "reminded", emergency.grant()))
                .hasSize(1);
    }

    @Test
    void aWeekBeforeThePatientSeesItAndOnceWhenSheDoes() {
        declare();
        LocalDate last = dates.today().plusDays(30);
        Instant end = ReviewDates.after(last);
        move("withhold", 0, Map.of("reason", "Whoever lives with her reads her phone.", "review_on", last.toString()))
                .then()
                .statusCode(200)
                .body("withheld_until", equalTo(end.toString()));

        clock.set(end.minus(Duration.ofDays(8)));
        reminders().record();
        assertThat(reminded("withheld")).isZero();
        clock.set(end.minus(Duration.ofDays(7)));
        reminders().record();
        reminders().record();
        assertThat(reminded("withheld")).isEqualTo(1);

        clock.set(end.minusMillis(1));
        reminders().record();
        assertThat(moves()).isEqualTo(1);
        clock.set(end);
        reminders().record();
        reminders().record();

        assertThat(moves()).isEqualTo(2);
        Awaitility.await()
                .until(() -> !events.bodiesOf("break-glass-review", "shown", emergency.grant())
                        .isEmpty());
        assertThat(events.bodiesOf("break-glass-review", "shown", emergency.grant()))
                .singleElement()
                .asString()
                .contains("\"capacity\":\"system\"", "The date until which it was withheld has passed");
    }

    @Test
    void monitoringSeesHowManyAreOpenAndOverdue() {
        watch.look();
        double open = metric("concord_audit_reviews_open");
        double overdue = metric("concord_audit_reviews_overdue");
        declare();

        watch.look();

        assertThat(metric("concord_audit_reviews_open")).isEqualTo(open + 1);
        assertThat(metric("concord_audit_reviews_overdue")).isEqualTo(overdue + 1);
        assertThat(reminded("overdue")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // Monday to the next Monday.
        "2026-11-02T10:00:00Z, 2026-11-10T00:00:00Z",
        // Late on a Friday, by the clocks of the United Kingdom, to the next Friday.
        "2026-11-06T23:59:59Z, 2026-11-14T00:00:00Z",
        // A Saturday to the next Friday.
        "2026-11-07T00:00:00Z, 2026-11-14T00:00:00Z",
        // In summer midnight is at 23:00 UTC.
        "2026-07-01T23:30:00Z, 2026-07-09T23:00:00Z"
    })
    void itIsDueAfterFiveWorkingDays(Instant declared, Instant due) {
        assertThat(dates.due(declared)).isEqualTo(due);
    }

    private Reminders reminders() {
        return new Reminders(cases, writes, audit, settings, clock);
    }

    private void declare() {
        events.record(emergency.declaration(), emergency.declared());
    }

    private RequestSpecification officer() {
        return People.officerOf(emergency.requester());
    }

    private Response move(String move, int seen, Map<String, String> body) {
        var request = officer().header("If-Match", "\"" + seen + "\"");
        return (body.isEmpty() ? request : request.contentType(ContentType.JSON).body(body))
                .post("/audit/reviews/" + emergency.grant() + "/" + move);
    }

    private long reminded(String kind) {
        return events.number(
                "select count(*) from review_reminder where grant_id = ? and kind = ?", emergency.grant(), kind);
    }

    private long moves() {
        return events.number("select count(*) from review_move where grant_id = ?", emergency.grant());
    }

    private double metric(String name) {
        String all = RestAssured.given().get(metrics).asString();
        Matcher matcher = Pattern.compile("^" + name + "(?:\\{[^}]*\\})? (\\S+)$", Pattern.MULTILINE)
                .matcher(all);
        assertThat(matcher.find()).as(name).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
