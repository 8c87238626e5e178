package uk.concord.kernel.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.outbox.RelayProducer.Heartbeat;

/** One leader's time in office: from taking over until it is stopped, fails, or finds that another one has taken over. */
final class RelayTerm {

    private static final Logger LOG = Logger.getLogger(RelayTerm.class);
    private static final Duration CLEANING_EVERY = Duration.ofMinutes(10);

    private final RelayConnection database;
    private final RelayProducer kafka;
    private final RelaySettings settings;
    private final Clock clock;
    private final RelayStatus status;
    private RelayPosition position;
    private long lastHeartbeat;
    private long lastCleaning;

    /** Begins the term: whatever an earlier leader still sends is refused by Kafka before the position is read. */
    RelayTerm(RelayConnection database, RelayProducer kafka, RelaySettings settings, Clock clock, RelayStatus status)
            throws SQLException {
        this.database = database;
        this.kafka = kafka;
        this.settings = settings;
        this.clock = clock;
        this.status = status;
        this.position = database.takeOver();
        this.lastHeartbeat = System.nanoTime() - settings.heartbeatEvery().toNanos();
        // Due at once, so that a leader who never stays for long cleans, too.
        this.lastCleaning = System.nanoTime() - CLEANING_EVERY.toNanos();
        LOG.infof("relay leads epoch=%d position=%d", position.epoch(), position.seq());
    }

    /** Hands on events while it may. */
    void serve(BooleanSupplier wanted) throws SQLException {
        while (wanted.getAsBoolean()) {
            boolean seenAll = round();
            clean();
            if (seenAll) {
                database.await(untilNext());
            }
        }
    }

    // The instant is read before the look, so that whatever was committed before it is seen by the look, and stands in
    // front
    // of the heartbeat. A full batch says nothing: there may be more behind it.
    private boolean round() throws SQLException {
        Instant at = clock.instant();
        List<OutboxRow> rows = database.after(position.seq(), settings.batch());
        boolean seenAll = rows.size() < settings.batch();
        long reached = rows.isEmpty() ? position.seq() : rows.getLast().seq();
        Heartbeat heartbeat = seenAll && heartbeatIsDue() ? heartbeat(at, reached) : null;
        if (!rows.isEmpty() || heartbeat != null) {
            kafka.send(rows, heartbeat);
        }
        if (heartbeat != null) {
            lastHeartbeat = System.nanoTime();
        }
        if (!rows.isEmpty()) {
            advance(reached);
        }
        status.leading(seenAll ? RelayLag.NONE : database.lag());
        return seenAll;
    }

    private void advance(long reached) throws SQLException {
        RelayPosition next = position.at(reached);
        if (!database.advance(next)) {
            throw new LeadershipLostException(position.epoch());
        }
        position = next;
    }

    private @Nullable Heartbeat heartbeat(Instant at, long reached) {
        return settings.heartbeatTopic()
                .map(topic -> new Heartbeat(topic, at, reached))
                .orElse(null);
    }

    private boolean heartbeatIsDue() {
        return settings.heartbeatTopic().isPresent()
                && System.nanoTime() - lastHeartbeat
                        >= settings.heartbeatEvery().toNanos();
    }

    private Duration untilNext() {
        if (settings.heartbeatTopic().isEmpty()) {
            return settings.pollEvery();
        }
        Duration due = settings.heartbeatEvery().minusNanos(System.nanoTime() - lastHeartbeat);
        return due.compareTo(settings.pollEvery()) < 0 ? due : settings.pollEvery();
    }

    private void clean() throws SQLException {
        if (System.nanoTime() - lastCleaning >= CLEANING_EVERY.toNanos()) {
            lastCleaning = System.nanoTime();
            int deleted = database.forget(position.seq(), clock.instant().minus(settings.keepSent()));
            LOG.debugf("relay deleted events=%d", deleted);
        }
    }
}
