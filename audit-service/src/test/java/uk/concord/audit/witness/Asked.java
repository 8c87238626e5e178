package uk.concord.audit.witness;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.ledger.StoredCheckpoints;

/** The service's own parts, asking witnesses about a test's ledger. */
final class Asked implements AutoCloseable {

    private final RunningLedger ledger;
    private final Witnesses witnesses;
    private final WitnessClient client;
    private final WitnessRound round;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Asked(RunningLedger ledger, WitnessSettings settings) {
        this(ledger, settings, Clock.systemUTC(), Duration.ZERO);
    }

    Asked(RunningLedger ledger, WitnessSettings settings, Clock clock, Duration firstPause) {
        this.ledger = ledger;
        this.witnesses = new Witnesses(settings);
        this.client = new WitnessClient(settings.within());
        Submission.Connections database = ledger.database::asService;
        this.round = new WitnessRound(
                witnesses, new Submission(database, ledger.verifiers(), client, clock), database, clock, firstPause);
        round.measureIn(meters);
    }

    /** One round. */
    Asked ask() {
        try {
            round.run();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    WitnessState state(String name) {
        return round.state(witness(name));
    }

    private Witness witness(String name) {
        return witnesses.all().stream()
                .filter(witness -> witness.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How many of its cosignatures are stored. */
    long stored(String name) {
        return ledger.database.number("select count(*) from cosignature where witness = '"
                + witness(name).key().text() + "'");
    }

    /** The newest checkpoint with a quorum. */
    Optional<StoredCheckpoints.Published> cosigned() {
        try (Connection connection = ledger.database.asService()) {
            return StoredCosignatures.cosigned(connection, witnesses.keys(), witnesses.quorum());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    double gauge(String name, String witness) {
        return meters.get(name).tag("witness", witness).gauge().value();
    }

    void forget() {
        round.forget();
    }

    @Override
    public void close() {
        client.close();
    }
}
