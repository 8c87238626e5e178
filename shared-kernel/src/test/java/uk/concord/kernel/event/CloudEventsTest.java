package uk.concord.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final CloudEvent EVENT = new CloudEvent(
            UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
            "/consent-service",
            "uk.concord.preference.state.v1",
            Instant.parse("2026-11-22T10:15:30.123456Z"),
            "01890a5d-ac96-774b-bcce-b302099a8000",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "{\"ü\":1}".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        ProducerRecord<String, byte[]> written = CloudEvents.toRecord("topic", EVENT);

        CloudEvent read = CloudEvents.fromRecord(received(written.key(), written.value(), written.headers()));

        assertThat(read).usingRecursiveComparison().isEqualTo(EVENT);
        assertThat(header(written, "content-type")).isEqualTo("application/json");
        assertThat(header(written, "ce_specversion")).isEqualTo("1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_specversion", "ce_time"})
    void aMissingAttributeMakesItUnreadable(String attribute) {
        ProducerRecord<String, byte[]> written = CloudEvents.toRecord("topic", EVENT);
        written.headers().remove(attribute);

        assertThatThrownBy(() -> CloudEvents.fromRecord(received(written.key(), written.value(), written.headers())))
                .isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @CsvSource({"ce_id, 1", "ce_time, yesterday", "ce_specversion, 0.3"})
    void aMalformedAttributeMakesItUnreadableAndIsNotRepeated(String attribute, String value) {
        ProducerRecord<String, byte[]> written = CloudEvents.toRecord("topic", EVENT);
        written.headers().remove(attribute);
        written.headers().add(attribute, value.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> CloudEvents.fromRecord(received(written.key(), written.value(), written.headers())))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageNotContaining("yesterday");
    }

    @Test
    void aTombstoneIsNoEvent() {
        ProducerRecord<String, byte[]> written = CloudEvents.toRecord("topic", EVENT);

        assertThatThrownBy(() -> CloudEvents.fromRecord(received(written.key(), null, written.headers())))
                .isInstanceOf(UnreadableEventException.class);
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<String, byte[]> received(String key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "topic", 0, 0L, 0L, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }
}
