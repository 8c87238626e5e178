package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.KafkaSettings;

/** A review from its declaration to its end. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReviewTest extends DeclaredEmergency {

    @Inject
    AuditEvents audit;

    @Inject
    KafkaSettings kafka;

    @Test
    void aDeclarationOpensOneCaseHoweverOftenItsEventComes() {
        declare();
        events.send(emergency.declaration(), emergency.declared());
        UUID later = UUID.randomUUID();
        events.record(later, emergency.decided(later));

        officer()
                .get("/audit/reviews")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("reviews.id", equalTo(List.of(emergency.grant().toString())))
                .body("reviews[0].requester", equalTo(emergency.requester()))
                .body("reviews[0].declared_by.id", equalTo("555254242106"))
                .body("reviews[0].declared_by.asserted", equalTo(true))
                .body("reviews[0].reason_code", equalTo("OVRER"))
                .body("reviews[0].declared_at", equalTo("2026-11-02T10:00:00Z"))
                // Five working days after a Monday end with the next Monday.
                .body("reviews[0].due_at", equalTo("2026-11-10T00:00:00Z"))
                .body("reviews[0].overdue", equalTo(true))
                .body("reviews[0].state", equalTo("declared"))
                .body("reviews[0].possible", equalTo(List.of("take", "withhold")))
                .body("reviews[0].record", equalTo(emergency.declaration().toString()))
                .body("reviews[0]", not(hasKey("patient")))
                .body("next", equalTo(null));
    }

    @Test
    void itGoesFromDeclaredToClosedAndEachMoveIsARecord() {
        declare();

        move("take", 0, null).statusCode(200).header("ETag", "\"1\"").body("state", equalTo("under-review"));
        move("justify", 1, Map.of("finding", FINDING))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("justified"))
                .body("found", equalTo("justified"))
                .body("overdue", equalTo(false));
        move("close", 2, null)
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("state", equalTo("closed"))
                .body("found", equalTo("justified"))
                .body("possible", equalTo(List.of("withhold")));

        awaitRecorded("taken", "justified", "closed");
        String recorded = events.bodiesOf("break-glass-review", "justified", emergency.grant())
                .getFirst();
        assertThat(recorded)
                .contains(
                        "\"patient\":" + emergency.patient(),
                        "\"finding\":\"" + FINDING + "\"",
                        "\"declaration\":\"" + emergency.declaration() + "\"",
                        "\"organisations\":[\"" + emergency.requester() + "\"]",
                        "\"subject\":\"officer-" + emergency.requester() + "\"",
                        "\"capacity\":\"staff\"",
                        "\"purpose\":\"BTG\"");
        officer()
                .get(path(""))
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("moves.move", contains("take", "justify", "close"))
                .body("moves[1].words", equalTo(FINDING))
                .body("moves[1].by.subject", equalTo("officer-" + emergency.requester()))
                .body("moves[1].state", equalTo("justified"));
    }

    @Test
    void itCanBeFoundNotJustified() {
        declare();
        move("take", 0, null).statusCode(200);

        move("reject", 1, Map.of("finding", "Nobody was in danger, and the patient could be asked."))
                .statusCode(200)
                .body("state", equalTo("not-justified"))
                .body("possible", equalTo(List.of("close", "withhold")));

        awaitRecorded("not-justified");
    }

    @Test
    void itGathersTheDeclarationAndAllThatWasDoneUnderIt() {
        UUID decision = UUID.randomUUID();
        UUID access = UUID.randomUUID();
        UUID end = UUID.randomUUID();
        declare();
        // The gateway's record may be there before that of the decision on which it rests.
        events.record(access, emergency.given(access, decision));
        events.record(decision, emergency.decided(decision));
        events.record(end, emergency.ended(end));
        Emergency other = Emergency.of(emergency.requester());
        UUID others = UUID.randomUUID();
        events.record(others, other.decided(others));

        officer()
                .get(path(""))
                .then()
                .statusCode(200)
                .body("reason", equalTo(Emergency.REASON))
                .body("relationship", equalTo("Treats her"))
                .body("until", equalTo("2026-11-02T11:00:00Z"))
                .body("patient.id", containsString("-"))
                .body("uses.id", equalTo(List.of(end.toString(), decision.toString(), access.toString())))
                .body("moves", equalTo(List.of()))
                .body("reminders", equalTo(List.of()));
        Awaitility.await()
                .until(() -> events.newestReading("officer-" + emergency.requester())
                        .contains("\"grant\":\"" + emergency.grant() + "\""));
        assertThat(events.newestReading("officer-" + emergency.requester()))
                .contains("\"patient\":" + emergency.patient());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | close    | declared     | take, withhold",
                "''              | justify  | declared     | take, withhold",
                "''              | reject   | declared     | take, withhold",
                "take            | take     | under-review | justify, reject, withhold",
                "take            | close    | under-review | justify, reject, withhold",
                "take justify    | reject   | justified    | close, withhold",
                "take reject     | take     | not-justified | close, withhold",
                "take justify close | close | closed       | withhold",
                "take justify close | take  | closed       | withhold",
                "take            | show     | under-review | justify, reject, withhold"
            })
    void whatIsNotPossibleIsA409ThatSaysWhatIs(String before, String wanted, String state, String possible) {
        declare();
        int revision = 0;
        for (String done : before.isEmpty() ? List.<String>of() : List.of(before.split(" "))) {
            move(done, revision++, Map.of("finding", FINDING)).statusCode(200);
        }

        move(wanted, revision, Map.of("finding", FINDING, "reason", FINDING))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("What can be done now: " + possible + "."))
                .body("state", equalTo(state))
                .body("possible", equalTo(List.of(possible.split(", "))));

        assertThat(moves()).isEqualTo(revision);
    }

    @Test
    void whoeverDoesNotSayWhatSheHasSeenIsAskedAndWhoHasSeenAnotherIsTold() {
        declare();
        officer().post(path("/take")).then().statusCode(428).contentType("application/problem+json");
        officer().header("If-Match", "*").post(path("/take")).then().statusCode(400);
        officer().header("If-Match", "\"0\", \"1\"").post(path("/take")).then().statusCode(400);

        move("take", 1, null).statusCode(412).contentType("application/problem+json");
        move("take", 0, null).statusCode(200);
        move("take", 0, null).statusCode(412);

        assertThat(moves()).isEqualTo(1);
    }

    @Test
    void ofManyWhoTakeItAtOnceOneHasIt() throws Exception {
        declare();
        int many = 8;
        Callable<Integer> take = () -> move("take", 0, null).extract().statusCode();
        List<Integer> statuses;
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            statuses = threads.invokeAll(Collections.nCopies(many, take)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(moves()).isEqualTo(1);
        UUID behind = UUID.randomUUID();
        events.record(behind, emergency.decided(behind));
        awaitRecorded("taken");
        assertThat(events.bodiesOf("break-glass-review", "taken", emergency.grant()))
                .hasSize(1);
    }

    @Test
    void withoutTheAuditNothingIsChanged() {
        declare();
        AuditPublisher toNobody = new AuditPublisher(
                audit,
                new EventPublisher(
                        new KafkaAccess(kafka, Map.of("bootstrap.servers", "localhost:1")),
                        kafka,
                        (topic, event) -> {}));
        QuarkusMock.installMockForType(toNobody, AuditPublisher.class);

        move("take", 0, null)
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", containsString("audit-unavailable"));
        officer().get(path("")).then().statusCode(503);
        officer().get("/audit/reviews").then().statusCode(503);

        assertThat(moves()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | finding",
                "{\"finding\":\"short\"}                   | 10 to 2000",
                "{\"finding\":\"It was 999 000 0018, she said\"} | NHS number",
                "{\"finding\":7,\"more\":1}                | more",
                "{                                         | JSON",
                "null                                      | JSON"
            })
    void whatCannotBeTakenIsA400ThatSaysWhy(String body, String why) {
        declare();
        move("take", 0, null).statusCode(200);

        officer()
                .header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body(body)
                .post(path("/justify"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(why))
                .body("detail", not(containsString("999")));

        assertThat(moves()).isEqualTo(1);
    }
}
