package uk.concord.kernel.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes to Kafka (CloudEvents 1.0.2, binary mode). None of its attributes may hold personal data: headers end up
 * in logs.
 *
 * @param id the same for every delivery of the same event
 * @param source which service it comes from, such as {@code /consent-service}
 * @param type what kind of event, with its version
 * @param time when it happened
 * @param key the Kafka key: events of one key stay in order
 * @param traceparent the W3C trace in which it happened
 * @param data the exact bytes of the JSON value
 */
public record CloudEvent(
        UUID id,
        String source,
        String type,
        Instant time,
        String key,
        @Nullable String traceparent,
        byte[] data) {}
