package uk.concord.benchmark.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One audit record as a service hands it to Kafka (a CloudEvent in binary mode). */
record AuditEvent(UUID id, String key, String type, String source, String time, byte[] body) {

    ProducerRecord<String, byte[]> to(String topic) {
        ProducerRecord<String, byte[]> event = new ProducerRecord<>(topic, key, body);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        "/" + source,
                        "ce_type",
                        "uk.concord.audit." + type + ".v1",
                        "ce_time",
                        time,
                        "content-type",
                        "application/json")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
