/**
 * One Kafka broker (KRaft, no ZooKeeper) from Kafka's own jars, in a process of its own.
 */
@NullMarked
package uk.concord.stack.kafka;

import org.jspecify.annotations.NullMarked;
