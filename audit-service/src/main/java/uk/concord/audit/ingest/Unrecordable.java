package uk.concord.audit.ingest;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event that can't become a record.
 *
 * @param event as it came
 * @param reason what is wrong with it, without any of its content
 */
record Unrecordable(ConsumerRecord<String, byte[]> event, String reason) {}
