package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTopicFixture;
import uk.concord.kernel.event.CloudEvents;

/** Events that can't be recorded, or not as they are. */
class OddEventsTest {

    @TempDir
    Path folder;

    private RunningLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledger = new RunningLedger(folder);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void poisonIsParkedAndItsPartitionGoesOn() throws Exception {
        ledger.start();
        UUID id = UUID.randomUUID();
        String good = AuditBodies.decision(id, UUID.randomUUID()).json();
        sendTo0(null, "no event".getBytes(StandardCharsets.UTF_8));
        sendTo0(id, "{\"schema\":".getBytes(StandardCharsets.UTF_8));
        sendTo0(id, good.replace("concord-audit/1", "concord-audit/9").getBytes(StandardCharsets.UTF_8));
        sendTo0(UUID.randomUUID(), good.getBytes(StandardCharsets.UTF_8));
        UUID key = UUID.randomUUID();
        sendTo0(
                key,
                AuditBodies.decision(key, UUID.randomUUID())
                        .ofType("ledger-key-change")
                        .bytes());
        sendTo0(id, good.getBytes(StandardCharsets.UTF_8));
        sendTo0(id, good.replace("permit", "deny").getBytes(StandardCharsets.UTF_8));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ledger.database.number("select count(*) from parked") == 6);
        ledger.awaitSigned(1);

        assertThat(ledger.topic.parked())
                .extracting(event -> header(event, "parked_reason"))
                .containsExactly(
                        "the header ce_specversion is missing",
                        "it isn't well-formed JSON",
                        "its schema isn't concord-audit/1",
                        "the record's id isn't the event's ce_id",
                        Batch.OWN_TYPE,
                        Batch.OTHER_BODY);
        assertThat(ledger.topic.parked())
                .extracting(event -> header(event, "parked_from"))
                .startsWith(ledger.topic.topic + "/0/0");
        assertThat(ledger.topic.parked().getFirst().value()).asString().isEqualTo("no event");
        assertThat(ledger.database.number("select parked from ingest_position where partition = 0"))
                .isEqualTo(6);
        assertThat(ledger.database.number("select recorded from ingest_position where partition = 0"))
                .isEqualTo(1);
        assertThat(ledger.meters.counter("concord.audit.contradictions").count())
                .isEqualTo(1);
    }

    @Test
    void textThatPostgresCannotStoreKeepsNoRecordOut() throws Exception {
        ledger.start();
        UUID id = UUID.randomUUID();
        byte[] body = AuditBodies.decision(id, UUID.randomUUID())
                .answered("TR\\u0000EAT\\ud800", "permit")
                .bytes();
        ledger.topic.send(Map.of(id, body));

        ledger.awaitSigned(1);

        ledger.demandExactly(Map.of(id, body));
        assertThat(ledger.database.number("select count(*) from record where purpose = 'TR\uFFFDEAT?'"))
                .isEqualTo(1);
    }

    private void sendTo0(UUID id, byte[] body) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(ledger.topic.topic, 0, "key", body);
        if (id != null) {
            CloudEvents.toRecord(ledger.topic.topic, AuditTopicFixture.event(id, body))
                    .headers()
                    .forEach(record.headers()::add);
        }
        ledger.topic.send(record);
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
