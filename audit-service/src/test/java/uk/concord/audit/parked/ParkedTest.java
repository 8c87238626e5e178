package uk.concord.audit.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** What can't be recorded waits, is seen, and is sent again: with the real Kafka and the running ledger. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ParkedTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] NO_RECORD = "{\"no\":\"record\"}".getBytes(StandardCharsets.UTF_8);

    @Inject
    RecordedEvents events;

    @Inject
    KafkaAccess kafka;

    @Inject
    AgroalDataSource database;

    /** Parks, as an earlier release might have, what this one can read. */
    private long parkReadable(AuditBodies body) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
            RecordMetadata kept = producer.send(CloudEvents.toRecord(
                            kafka.name(Topic.AUDIT_PARKED), AuditTopicFixture.event(body.id(), body.bytes())))
                    .get();
            return parked(kept.partition(), kept.offset());
        }
    }

    private long parked(@Nullable Integer keptPartition, @Nullable Long keptOffset) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into parked (topic, partition,"
                        + " event_offset, reason, parked_at, kept_partition, kept_offset)"
                        + " values (?, 0, 0, 'an earlier release did not know it', now(), ?, ?) returning number")) {
            insert.setString(1, "earlier-" + UUID.randomUUID());
            insert.setObject(2, keptPartition);
            insert.setObject(3, keptOffset);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Sends what is no record, and returns the number under which it was parked. */
    private long parkGarbage() {
        long before = newest();
        events.send(UUID.randomUUID(), NO_RECORD);
        Awaitility.await().atMost(SOON).until(() -> newest() > before);
        return newest();
    }

    private long newest() {
        return events.number("select coalesce(max(number), 0) from parked");
    }

    private static ValidatableResponse replay(long number) {
        return People.having("operator")
                .post("/audit/parked/" + number + "/replay")
                .then();
    }

    private static ValidatableResponse shown(long number) {
        return People.having("operator")
                .get("/audit/parked?after=" + (number + 1))
                .then()
                .statusCode(200)
                .body("events[0].number", equalTo((int) number));
    }

    private static long waiting() {
        return People.having("operator").get("/audit/parked").jsonPath().getLong("waiting");
    }

    @Test
    void whatCanBeReadNowIsRecordedWhenItIsSentAgain() throws Exception {
        AuditBodies body = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        long number = parkReadable(body);
        shown(number).body("events[0].state", equalTo("waiting")).body("events[0].replayed_at", nullValue());
        long before = waiting();

        replay(number).statusCode(200).body("number", equalTo((int) number));

        events.awaitRecorded(body.id());
        Awaitility.await().atMost(SOON).untilAsserted(() -> shown(number).body("events[0].state", equalTo("recorded")));
        assertThat(waiting()).isEqualTo(before - 1);
        String recorded = People.having("regional-ig-officer")
                .get("/audit/records/" + body.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("evidence.body");
        assertThat(Base64.getDecoder().decode(recorded)).isEqualTo(body.bytes());
    }

    @Test
    void whatStillCantIsParkedAnew() {
        long number = parkGarbage();

        replay(number).statusCode(200);

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> shown(number).body("events[0].state", equalTo("parked-again")));
        shown(newest())
                .body("events[0].state", equalTo("waiting"))
                .body("events[0].reason", equalTo("its member schema is missing"));
    }

    @Test
    void onceIsEnough() throws Exception {
        long number = parkReadable(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        replay(number).statusCode(200);

        replay(number).statusCode(409).body("detail", containsString("sent again on"));
    }

    @Test
    void thatAnOperatorDidSoIsOnRecord() throws Exception {
        long number = parkReadable(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));

        replay(number).statusCode(200);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> events.number(
                                "select count(*) from record where type = 'operation'"
                                        + " and outcome = 'replayed' and actor_subject = 'subject-operator'"
                                        + " and convert_from(body, 'UTF8')::jsonb #> '{detail,parked}' = to_jsonb(array[?])",
                                number)
                        == 1);
    }

    @Test
    void aRangeIsSentAgainButForWhatIsGone() throws Exception {
        AuditBodies one = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies other = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        long from = parkReadable(one);
        parked(0, Long.MAX_VALUE / 2);
        parked(null, null);
        long to = parkReadable(other);

        People.having("operator")
                .contentType("application/json")
                .body("{\"from\":%d,\"to\":%d}".formatted(from, to))
                .post("/audit/parked/replay")
                .then()
                .statusCode(200)
                .body("sent", equalTo(2))
                .body("gone", equalTo(2));

        events.awaitRecorded(one.id());
        events.awaitRecorded(other.id());
    }

    @Test
    void whatIsGoneCantBeSentAgain() throws Exception {
        replay(parked(null, null)).statusCode(409).body("detail", containsString("doesn't hold the bytes"));
        replay(parked(0, Long.MAX_VALUE / 2)).statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "x", "-1", "99999999999999999999"})
    void whatIsntThereIs404(String number) {
        People.having("operator")
                .post("/audit/parked/" + number + "/replay")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "{\"from\":2,\"to\":1}", "{\"from\":\"a\",\"to\":1}", "{\"from\":1}"})
    void aRangeThatIsNoneIsRefused(String body) {
        People.having("operator")
                .contentType("application/json")
                .body(body)
                .post("/audit/parked/replay")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aForgedPageIsRefused() {
        People.having("operator").get("/audit/parked?after=1'--").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "regional-ig-officer", "caldicott-guardian", "patient", "partner", "service"})
    void othersAreRefused(String role) {
        People.having(role).get("/audit/parked").then().statusCode(403);
        People.having(role).post("/audit/parked/1/replay").then().statusCode(403);
        People.having(role)
                .contentType("application/json")
                .body("{\"from\":1,\"to\":2}")
                .post("/audit/parked/replay")
                .then()
                .statusCode(403);
        People.nobody().get("/audit/parked").then().statusCode(401);
        People.nobody().post("/audit/parked/1/replay").then().statusCode(401);
    }

    @Test
    void pagesGoOn() {
        for (int i = 0; i < 101; i++) {
            events.send(UUID.randomUUID(), NO_RECORD);
        }
        Awaitility.await()
                .atMost(SOON)
                .until(() -> events.number("select count(*) from parked") > 100
                        && People.having("operator")
                                        .get("/audit/parked")
                                        .jsonPath()
                                        .getString("next")
                                != null);

        String next = People.having("operator").get("/audit/parked").jsonPath().getString("next");
        People.having("operator")
                .get("/audit/parked?after=" + next)
                .then()
                .statusCode(200)
                .body("events[0].number", equalTo(Integer.parseInt(next) - 1));
    }
}
