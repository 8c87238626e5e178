package uk.concord.audit.witness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import uk.concord.audit.ledger.StoredCheckpoints;

/**
 * Brings the newest published checkpoint to all witnesses at once, so that their cosignatures meet under the same checkpoint, and
 * remembers how it went with each. A witness that is slow or fails keeps nobody else waiting for longer than it may take.
 */
final class WitnessRound {

    private static final Logger LOG = Logger.getLogger(WitnessRound.class);
    private static final double MILLISECONDS = 1000.0;

    private final Witnesses witnesses;
    private final Submission submission;
    private final Submission.Connections database;
    private final Clock clock;
    private final Duration firstPause;
    private final Map<String, WitnessState> states = new ConcurrentHashMap<>();
    private final Map<String, Instant> behindSince = new ConcurrentHashMap<>();

    /** @param firstPause how long a witness is left alone after it failed for the first time */
    WitnessRound(
            Witnesses witnesses,
            Submission submission,
            Submission.Connections database,
            Clock clock,
            Duration firstPause) {
        this.witnesses = witnesses;
        this.submission = submission;
        this.database = database;
        this.clock = clock;
        this.firstPause = firstPause;
    }

    /** Lets monitoring see each witness, by the name that we call it. */
    void measureIn(MeterRegistry registry) {
        for (Witness witness : witnesses.all()) {
            Gauge.builder("concord.audit.witness.behind.seconds", this, round -> round.behind(witness))
                    .description("For how long there has been a checkpoint that the witness hasn't cosigned")
                    .tag("witness", witness.name())
                    .register(registry);
            Gauge.builder("concord.audit.witness.contradicts", this, round -> round.contradicts(witness))
                    .description("1 if the witness has seen another ledger under our name")
                    .tag("witness", witness.name())
                    .register(registry);
        }
    }

    private double behind(Witness witness) {
        Instant since = behindSince.get(witness.name());
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLISECONDS);
    }

    private double contradicts(Witness witness) {
        return state(witness).contradiction() == null ? 0 : 1;
    }

    /** How it goes with this witness. */
    WitnessState state(Witness witness) {
        return states.getOrDefault(witness.name(), WitnessState.UNTRIED);
    }

    /** This instance doesn't lead any more: whoever leads knows how it goes. */
    void forget() {
        states.clear();
        behindSince.clear();
    }

    /** Asks each witness that hasn't cosigned the newest checkpoint and isn't to be left alone; returns when all have answered. */
    void run() throws SQLException {
        Optional<StoredCheckpoints.Published> newest;
        try (Connection connection = database.open()) {
            newest = StoredCheckpoints.newest(connection);
        }
        if (newest.isEmpty()) {
            return;
        }
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Witness witness : witnesses.all()) {
                Future<?> _ = asking.submit(() -> ask(witness, newest.get()));
            }
        }
    }

    private void ask(Witness witness, StoredCheckpoints.Published newest) {
        try {
            boolean waits = clock.instant().isBefore(state(witness).notBefore());
            if (!waits && cosignedSize(witness) < newest.size()) {
                become(witness, submission.submit(witness, newest));
            }
            measure(witness);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(e, "witness could not be asked witness=%s", witness.name());
            failed(witness, new Outcome.Failure("It could not be asked: the ledger can’t be read now.", null));
        }
    }

    private long cosignedSize(Witness witness) throws SQLException {
        try (Connection connection = database.open()) {
            return StoredCosignatures.newest(connection, witness)
                    .map(StoredCosignatures.Newest::size)
                    .orElse(-1L);
        }
    }

    private void become(Witness witness, Outcome outcome) throws SQLException {
        switch (outcome) {
            case Outcome.Cosigned cosigned -> {
                try (Connection connection = database.open()) {
                    StoredCosignatures.add(
                            connection, witness, cosigned.size(), cosigned.cosignature(), clock.instant());
                }
                if (states.put(witness.name(), WitnessState.UNTRIED) instanceof WitnessState before
                        && before.failure() != null) {
                    LOG.infof("witness cosigns again witness=%s size=%d", witness.name(), cosigned.size());
                }
            }
            case Outcome.Contradiction contradiction -> {
                LOG.errorf(
                        "ALARM witness has seen another ledger under our name witness=%s why=\"%s\"",
                        witness.name(), contradiction.why());
                states.put(witness.name(), state(witness).contradicted(contradiction, clock.instant(), firstPause));
            }
            case Outcome.Failure failure -> {
                if (!failure.why().equals(state(witness).failure())) {
                    LOG.warnf("witness didn't cosign witness=%s why=\"%s\"", witness.name(), failure.why());
                }
                failed(witness, failure);
            }
        }
    }

    private void failed(Witness witness, Outcome.Failure failure) {
        states.put(witness.name(), state(witness).failed(failure, clock.instant(), firstPause));
    }

    private void measure(Witness witness) throws SQLException {
        try (Connection connection = database.open()) {
            StoredCosignatures.firstSignedBeyond(connection, cosignedSize(witness))
                    .ifPresentOrElse(
                            since -> behindSince.put(witness.name(), since), () -> behindSince.remove(witness.name()));
        }
    }
}
