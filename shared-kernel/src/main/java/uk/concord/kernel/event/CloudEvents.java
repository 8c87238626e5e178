package uk.concord.kernel.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The binary content mode of CloudEvents' Kafka protocol binding 1.0.2 (§3.2): attributes in headers, data in the value. */
public final class CloudEvents {

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";

    private CloudEvents() {}

    /** The event as a record for this topic. */
    public static ProducerRecord<String, byte[]> toRecord(String topic, CloudEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, event.key(), event.data());
        Headers headers = record.headers();
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", event.id().toString());
        add(headers, "ce_source", event.source());
        add(headers, "ce_type", event.type());
        add(headers, "ce_time", event.time().toString());
        add(headers, "content-type", JSON);
        if (event.traceparent() != null) {
            add(headers, "traceparent", event.traceparent());
        }
        return record;
    }

    /**
     * Reads the event of a record.
     *
     * @throws UnreadableEventException if a required attribute, the key or the value is missing or malformed
     */
    public static CloudEvent fromRecord(ConsumerRecord<String, byte[]> record) {
        if (!SPEC_VERSION.equals(required(record, "ce_specversion"))) {
            throw new UnreadableEventException("ce_specversion isn't " + SPEC_VERSION);
        }
        if (record.key() == null || record.value() == null) {
            throw new UnreadableEventException("the record has no key or no value");
        }
        try {
            return new CloudEvent(
                    UUID.fromString(required(record, "ce_id")),
                    required(record, "ce_source"),
                    required(record, "ce_type"),
                    Instant.parse(required(record, "ce_time")),
                    record.key(),
                    optional(record, "traceparent"),
                    record.value());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException("ce_id or ce_time is malformed");
        }
    }

    /** The event's id, also where nothing else of it can be read; none if not even that can be. */
    public static Optional<UUID> idOf(ConsumerRecord<String, byte[]> record) {
        String id = optional(record, "ce_id");
        try {
            return Optional.ofNullable(id).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        String value = optional(record, name);
        if (value == null) {
            throw new UnreadableEventException("the header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
