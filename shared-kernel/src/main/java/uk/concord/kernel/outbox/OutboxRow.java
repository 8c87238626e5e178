package uk.concord.kernel.outbox;

import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;

/** An event of the outbox at its place in the order of commits. */
record OutboxRow(long seq, Topic topic, CloudEvent event) {}
