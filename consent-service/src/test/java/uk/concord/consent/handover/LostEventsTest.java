package uk.concord.consent.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.TopicReader;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.outbox.OutboxRelay;

/** The outbox on the real PostgreSQL and Kafka, whose events the ledger has or hasn't got. */
@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = LedgerStandIn.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LostEventsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofDays(7);

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    KafkaAccess kafka;

    @Inject
    AgroalDataSource database;

    private final String key = UUID.randomUUID().toString();

    @AfterEach
    void theLedgerAnswers() {
        LedgerStandIn.isSilent(false);
        relay.start();
    }

    @Test
    void whatWasHandedOverIsAskedForOnceAndCounted() throws SQLException {
        UUID recorded = append(Instant.now());
        UUID parked = UUID.randomUUID();
        LedgerStandIn.is(parked.toString(), "parked");
        append(parked, Instant.now());

        await().atMost(BOUND).until(() -> LedgerStandIn.wasAskedFor(parked.toString()));

        assertThat(LedgerStandIn.wasAskedFor(recorded.toString())).isTrue();
        awaitCount("parked", count -> count >= 1);
        awaitCount("unanswered", count -> count == 0);
        assertThat(missing(recorded)).isFalse();
        assertThat(missing(parked)).isFalse();
    }

    @Test
    void whatTheTopicLostIsAnAlarmIsSentAgainAndIsAccountedForWhenTheLedgerHasIt() throws SQLException {
        UUID lost = UUID.randomUUID();
        LedgerStandIn.is(lost.toString(), "missing");
        long alarms = metric("concord_handover_alarms_total{way=\"outbox\"}");
        byte[] body = handedOverAndLost(lost, Instant.now());

        await().atMost(BOUND).until(() -> missing(lost));
        awaitCount("missing", count -> count == 1);
        assertThat(metric("concord_handover_missing{way=\"outbox\"}")).isEqualTo(1);
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            ConsumerRecord<String, byte[]> again =
                    reader.await(1, record -> record.key().equals(key)).getFirst();
            assertThat(TopicReader.header(again, "ce_id")).isEqualTo(lost.toString());
            assertThat(again.value()).isEqualTo(body);
        }
        await().atMost(BOUND).until(() -> metric("concord_handover_alarms_total{way=\"outbox\"}") > alarms);
        awaitCount("sent_again", count -> count >= 1);

        LedgerStandIn.is(lost.toString(), "recorded");

        await().atMost(BOUND).until(() -> !missing(lost));
        awaitCount("missing", count -> count == 0);
        await().atMost(BOUND).until(() -> metric("concord_handover_missing{way=\"outbox\"}") == 0);
    }

    @Test
    void whatIsMissingStaysInTheOutboxAfterItsWeek() throws SQLException {
        UUID lost = UUID.randomUUID();
        LedgerStandIn.is(lost.toString(), "missing");
        handedOverAndLost(lost, Instant.now().minus(KEPT).minus(Duration.ofDays(1)));
        await().atMost(BOUND).until(() -> missing(lost));
        UUID after = append(Instant.now().minus(KEPT).minus(Duration.ofDays(1)));
        await().atMost(BOUND).until(() -> LedgerStandIn.wasAskedFor(after.toString()));
        awaitCount("unanswered", count -> count == 0);

        cleansNow();

        await().atMost(BOUND).until(() -> !isThere(after));
        assertThat(isThere(lost)).isTrue();
        LedgerStandIn.is(lost.toString(), "recorded");
        await().atMost(BOUND).until(() -> !missing(lost));
        cleansNow();
        await().atMost(BOUND).until(() -> !isThere(lost));
    }

    @Test
    void whileTheLedgerIsSilentChangesGoOnAndNothingIsForgotten() throws SQLException {
        UUID known = append(Instant.now().minus(KEPT).minus(Duration.ofDays(1)));
        await().atMost(BOUND).until(() -> LedgerStandIn.wasAskedFor(known.toString()));
        awaitCount("unanswered", count -> count == 0);
        LedgerStandIn.isSilent(true);
        UUID old = append(Instant.now().minus(KEPT).minus(Duration.ofDays(1)));
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            reader.await(2, record -> record.key().equals(key));
        }
        await().atMost(BOUND).until(() -> metric("concord_handover_unanswered{way=\"outbox\"}") >= 1);
        RestAssured.given()
                .get(management("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'handover' }.data.outbox_silence", equalTo("answered with status 503"));
        cleansNow();
        await().atMost(BOUND).until(() -> !isThere(known));
        assertThat(isThere(old)).isTrue();

        LedgerStandIn.isSilent(false);

        await().atMost(BOUND).until(() -> LedgerStandIn.wasAskedFor(old.toString()));
        awaitCount("unanswered", count -> count == 0);
        cleansNow();
        await().atMost(BOUND).until(() -> !isThere(old));
    }

    @Test
    void whatIsPendingIsAskedForUntilTheLedgerHasReadOn() throws SQLException {
        UUID late = UUID.randomUUID();
        LedgerStandIn.is(late.toString(), "pending");
        append(late, Instant.now());
        await().atMost(BOUND).until(() -> LedgerStandIn.wasAskedFor(late.toString()));
        awaitCount("unanswered", count -> count >= 1);
        assertThat(missing(late)).isFalse();

        LedgerStandIn.is(late.toString(), "recorded");

        awaitCount("unanswered", count -> count == 0);
    }

    private UUID append(Instant at) {
        UUID id = UUID.randomUUID();
        append(id, at);
        return id;
    }

    private byte[] append(UUID id, Instant at) {
        byte[] body = ("what happened to " + id).getBytes(StandardCharsets.UTF_8);
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(
                        Topic.AUDIT,
                        new CloudEvent(id, "/consent-service", "uk.concord.test.v1", at, key, null, body)));
        return body;
    }

    /** The relay's place says that Kafka has it, and Kafka hasn't. */
    private byte[] handedOverAndLost(UUID id, Instant at) throws SQLException {
        relay.stop();
        byte[] body = append(id, at);
        execute("update relay_position set seq = (select max(seq) from outbox)");
        relay.start();
        return body;
    }

    /** Whoever begins to lead deletes what has been there for long enough. */
    private void cleansNow() {
        relay.stop();
        relay.start();
    }

    private static void awaitCount(String name, LongPredicate wanted) {
        await().atMost(BOUND)
                .until(() -> wanted.test(LedgerStandIn.counts().path(name).asLong(-1)));
    }

    // The port that was really given, also when the service was started anew for this class.
    private static String management(String path) {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class)
                + path;
    }

    private long metric(String name) {
        return RestAssured.given()
                .get(management("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private boolean missing(UUID id) throws SQLException {
        return exists("select from handover_missing m join outbox o on o.seq = m.seq where o.event_id = ?", id);
    }

    private boolean isThere(UUID id) throws SQLException {
        return exists("select from outbox where event_id = ?", id);
    }

    private boolean exists(String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
