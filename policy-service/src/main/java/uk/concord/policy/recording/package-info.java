/**
 * Puts on record what must be on record before it is told: in Kafka, or while Kafka is away in this service's own database,
 * from where it is handed to Kafka later with the same event id.
 */
@NullMarked
package uk.concord.policy.recording;

import org.jspecify.annotations.NullMarked;
