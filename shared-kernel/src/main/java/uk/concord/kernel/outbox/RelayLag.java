package uk.concord.kernel.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the relay is behind.
 *
 * @param rows events that Kafka doesn't hold yet
 * @param oldest when the oldest of them happened; null if there is none
 */
record RelayLag(long rows, @Nullable Instant oldest) {

    static final RelayLag NONE = new RelayLag(0, null);
}
