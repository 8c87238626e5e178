package uk.concord.consent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.TopicReader;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.outbox.OutboxRelay;

/** How long events stay in the outbox: until they are sent, and then for 7 days. */
@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class SentEventsTest {

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
    void theServicesOwnRelayWorksAgain() {
        relay.start();
    }

    @Test
    void whatWasSentIsDeletedAfterSevenDaysAndNothingBeforeItWasSent() throws Exception {
        relay.stop();
        Instant now = Instant.now();
        append("a day older", now.minus(KEPT).minus(Duration.ofDays(1)));
        append("a little older", now.minus(KEPT).minus(Duration.ofMinutes(1)));
        append("a little younger", now.minus(KEPT).plus(Duration.ofMinutes(10)));
        append("new", now);
        assertThat(inTheTable()).containsExactly("a day older", "a little older", "a little younger", "new");

        relay.start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(inTheTable()).containsExactly("a little younger", "new"));
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            assertThat(reader.await(4, record -> record.key().equals(key)).stream()
                            .map(SentEventsTest::text))
                    .containsExactly("a day older", "a little older", "a little younger", "new");
        }
    }

    private void append(String text, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(
                        Topic.AUDIT,
                        new CloudEvent(
                                UUID.randomUUID(),
                                "/consent-service",
                                "uk.concord.test.v1",
                                at,
                                key,
                                null,
                                text.getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> inTheTable() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select convert_from(data, 'UTF8') from outbox where key = ? order by seq")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
