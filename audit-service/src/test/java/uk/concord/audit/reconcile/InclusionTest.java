package uk.concord.audit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import uk.concord.kernel.testing.TestTokens;

/** Our own services ask whether what they handed over is in the ledger. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class InclusionTest {

    private static final int LONG_AGO = 60_000;

    @Inject
    RecordedEvents events;

    @Inject
    Reconciliation reconciliation;

    private static RequestSpecification service(String client) {
        return People.with(TestTokens.of(client, "service").token()).contentType(ContentType.JSON);
    }

    private static Map<String, Object> counts(int... values) {
        List<String> names = List.of("outbox", "recorded", "parked", "missing", "unanswered", "dropped", "sent_again");
        Map<String, Object> counts = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            counts.put(names.get(i), i < values.length ? values[i] : 0);
        }
        return counts;
    }

    private static Map<String, Object> question(String list, Map<String, Object> counts, int settledMs, UUID... ids) {
        Map<String, Object> question = new HashMap<>();
        question.put("list", list);
        question.put("counts", counts);
        question.put("settled_ms", settledMs);
        question.put("events", List.of(ids));
        return question;
    }

    private static JsonPath asked(String client, int settledMs, UUID... ids) {
        return service(client)
                .body(question("outbox", counts(), settledMs, ids))
                .post("/audit/inclusion")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private UUID recorded() {
        UUID id = UUID.randomUUID();
        events.record(AuditBodies.decision(id, UUID.randomUUID()));
        return id;
    }

    private static JsonPath report() {
        return People.having("operator")
                .get("/audit/reconciliation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, Object> source(String name) {
        return report().getMap("sources.find { it.source == '" + name + "' }");
    }

    @Test
    void whatIsRecordedIsntMissingAndWhatIsntIs() {
        UUID recorded = recorded();
        UUID lost = UUID.randomUUID();
        UUID garbage = UUID.randomUUID();
        events.send(garbage, "{\"no\":\"record\"}".getBytes(StandardCharsets.UTF_8));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> asked("consent-service", LONG_AGO, garbage)
                                .getList("parked")
                                .size()
                        == 1);
        JsonPath answer = asked("consent-service", LONG_AGO, recorded, lost, garbage);

        assertThat(answer.getList("missing")).containsExactly(lost.toString());
        assertThat(answer.getList("parked")).containsExactly(garbage.toString());
        assertThat(answer.getList("pending")).isEmpty();
    }

    @Test
    void whatMayStillComeIsPendingAndNotMissing() {
        UUID justNow = UUID.randomUUID();

        JsonPath answer = asked("consent-service", 1, recorded(), justNow);

        assertThat(answer.getList("pending")).containsExactly(justNow.toString());
        assertThat(answer.getList("missing")).isEmpty();
        assertThat(report().getList("missing.event_id")).doesNotContain(justNow.toString());
    }

    @Test
    void whatIsMissingIsToldToOperatorsUntilItIsThere() throws SQLException {
        UUID lost = UUID.randomUUID();
        asked("test-source-a", LONG_AGO, lost);
        asked("test-source-a", LONG_AGO, lost);

        assertThat(report().getString("missing.find { it.event_id == '" + lost + "' }.source"))
                .isEqualTo("test-source-a");
        assertThat(source("test-source-a")).containsEntry("missing", 1);
        assertThat(page()).contains("Not everything is accounted for", lost.toString());

        events.record(AuditBodies.decision(lost, UUID.randomUUID()));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reconciliation.compare() == 0);
        assertThat(report().getList("missing.event_id")).doesNotContain(lost.toString());
        assertThat(source("test-source-a")).containsEntry("missing", 0);
    }

    @Test
    void aSourcesListsAreCountedTogether() {
        String process = UUID.randomUUID().toString();
        told("test-source-b", "outbox", counts(4, 10, 1, 0, 2, 0, 3)).statusCode(200);
        told("test-source-b", process, counts(0, 90)).statusCode(200);
        told("test-source-b", process, counts(0, 100, 0, 0, 5, 7)).statusCode(200);

        assertThat(source("test-source-b"))
                .containsEntry("outbox", 4)
                .containsEntry("handed_over", 125)
                .containsEntry("unanswered", 7)
                .containsEntry("never_asked", 7)
                .containsEntry("sent_again", 3)
                .containsEntry("missing", 0)
                .containsKey("reported_at");
        assertThat(page()).contains("test-source-b");
    }

    @Test
    void whatAProcessThatEndedHadNoAnswerForIsNeverAskedForAndAnOutboxStillIs() {
        told("test-source-c", "outbox", counts(0, 10, 0, 0, 2)).statusCode(200);
        told("test-source-c", UUID.randomUUID().toString(), counts(0, 10, 0, 0, 3))
                .statusCode(200);
        events.number("with old as (update handover_count set reported_at = reported_at - interval '11 minutes'"
                + " where source = 'test-source-c' returning 1) select count(*) from old");

        assertThat(source("test-source-c"))
                .containsEntry("unanswered", 2)
                .containsEntry("never_asked", 3)
                .containsEntry("silent", true);
    }

    @Test
    void aServiceThatFallsSilentIsNotGoodNews() {
        String silence = "For more than ten minutes test-source-e has not told";
        told("test-source-e", "outbox", counts(0, 10)).statusCode(200);
        assertThat(source("test-source-e")).containsEntry("silent", false);
        assertThat(page()).doesNotContain(silence);

        events.number("with old as (update handover_count set reported_at = reported_at - interval '11 minutes'"
                + " where source = 'test-source-e' returning 1) select count(*) from old");
        assertThat(page()).contains("Not everything is accounted for", silence);

        told("test-source-e", "outbox", counts(0, 10)).statusCode(200);
        assertThat(page()).doesNotContain(silence);
    }

    @Test
    void theQuestionIsNoRecord() {
        asked("test-source-d", LONG_AGO, UUID.randomUUID());
        recorded();

        assertThat(events.number("select count(*) from record where actor_client = 'test-source-d'"))
                .isZero();
    }

    private static ValidatableResponse told(String client, String list, Map<String, Object> counts) {
        return service(client)
                .body(question(list, counts, LONG_AGO))
                .post("/audit/inclusion")
                .then();
    }

    @Test
    void aQuestionThatIsntOneIsRefusedWithAReason() {
        refused(question("inbox", counts(), LONG_AGO), "\"list\"");
        refused(question("outbox", counts(-1), LONG_AGO), "\"counts\"");
        refused(question("outbox", null, LONG_AGO), "\"counts\"");
        refused(question("outbox", counts(), 0), "\"settled_ms\"");
        Map<String, Object> many = question("outbox", counts(), LONG_AGO);
        many.put("events", Collections.nCopies(1001, UUID.randomUUID().toString()));
        refused(many, "\"events\"");
        many.put("events", Collections.singletonList(null));
        refused(many, "\"events\"");
        many.put("events", List.of("9990000018"));
        refused(many, "\"events.[0]\"");
        service("consent-service").post("/audit/inclusion").then().statusCode(400);
    }

    private static void refused(Map<String, Object> question, String says) {
        service("consent-service")
                .body(question)
                .post("/audit/inclusion")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(says));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partner",
                "patient",
                "ig-officer",
                "regional-ig-officer",
                "caldicott-guardian",
                "operator",
                "policy-author",
                "policy-engine"
            })
    void nobodyButOurServicesAsks(String role) {
        People.having(role)
                .contentType(ContentType.JSON)
                .body(question("outbox", counts(), LONG_AGO))
                .post("/audit/inclusion")
                .then()
                .statusCode(403);
        People.nobody()
                .contentType(ContentType.JSON)
                .body(question("outbox", counts(), LONG_AGO))
                .post("/audit/inclusion")
                .then()
                .statusCode(401)
                .body("status", equalTo(401));
    }

    private static String page() {
        return PageText.of(People.having("operator").accept("text/html").get("/trail/reconciliation"), 200)
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "regional-ig-officer", "caldicott-guardian"})
    void theseOpenThePage(String role) {
        People.having(role)
                .accept("text/html")
                .get("/trail/reconciliation")
                .then()
                .statusCode(200)
                .body(containsString("Events by service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "patient", "partner", "service", "policy-author"})
    void theseDont(String role) {
        People.having(role).get("/trail/reconciliation").then().statusCode(403);
    }
}
