/**
 * CloudEvents on Kafka: the topics, the binary-mode mapping, and the producer that answers only when all in-sync
 * replicas hold the event.
 */
@NullMarked
package uk.concord.kernel.event;

import org.jspecify.annotations.NullMarked;
