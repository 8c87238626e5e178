package uk.concord.kernel.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What the relay is doing and how far it is behind, as last seen by its own thread. Safe for any thread. */
public final class RelayStatus {

    /** What the relay is doing. */
    public enum State {
        /** It isn't running. */
        STOPPED,
        /** It hands on events. */
        LEADING,
        /** Another replica's relay hands on events; this one waits to take over. */
        STANDBY,
        /** PostgreSQL or Kafka can't be reached or refuses: events wait in the table, and it tries again. */
        DEGRADED
    }

    private final Clock clock;
    private volatile State state = State.STOPPED;
    private volatile RelayLag lag = RelayLag.NONE;

    RelayStatus(Clock clock) {
        this.clock = clock;
    }

    /** What it is doing. */
    public State state() {
        return state;
    }

    /** Events that Kafka doesn't hold yet. */
    public long rowsBehind() {
        return lag.rows();
    }

    /** How long ago the oldest of them happened, in seconds; 0 if there is none. */
    public double secondsBehind() {
        Instant oldest = lag.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toNanos() / 1e9);
    }

    void leading(RelayLag behind) {
        state = State.LEADING;
        lag = behind;
    }

    void standby(RelayLag behind) {
        state = State.STANDBY;
        lag = behind;
    }

    void seen(RelayLag behind) {
        lag = behind;
    }

    void degraded() {
        state = State.DEGRADED;
    }

    void stopped() {
        state = State.STOPPED;
    }
}
