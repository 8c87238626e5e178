package uk.concord.audit.witness;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What witnesses have said of the ledger. */
@ApplicationScoped
public class CosignedLog {

    private final AgroalDataSource database;
    private final Witnesses witnesses;
    private final Witnessing witnessing;

    CosignedLog(AgroalDataSource database, Witnesses witnesses, Witnessing witnessing) {
        this.database = database;
        this.witnesses = witnesses;
        this.witnessing = witnessing;
    }

    /**
     * The newest checkpoint that a quorum of the witnesses has cosigned: the log's note, with their lines under its own signature.
     *
     * @throws ProblemException 404 that says why, if there is none
     */
    public String newest() {
        if (witnesses.all().isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "No witnesses are set up for this log, so none of its checkpoints is cosigned."
                            + " The newest without cosignatures is at /audit/log/checkpoint.");
        }
        return with(this::cosigned)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "No checkpoint has the cosignatures of " + witnesses.quorum()
                                + " witnesses yet. The newest without them is at /audit/log/checkpoint."))
                .note();
    }

    /** The size of that checkpoint, if there is one. */
    public Optional<Long> newestSize() {
        return witnesses.all().isEmpty()
                ? Optional.empty()
                : with(this::cosigned).map(StoredCheckpoints.Published::size);
    }

    /** That checkpoint, if there is one and this leaf is in its tree. */
    public Optional<StoredCheckpoints.Published> covering(long index) {
        return witnesses.all().isEmpty()
                ? Optional.empty()
                : with(this::cosigned).filter(checkpoint -> checkpoint.size() > index);
    }

    /** The verifier keys of all witnesses that are set up. */
    public List<String> keys() {
        return witnesses.keys();
    }

    /** How many witnesses make a quorum. */
    public int quorum() {
        return witnesses.quorum();
    }

    /** How it goes with each witness, by name. */
    public List<WitnessStatus> witnesses() {
        if (witnesses.all().isEmpty()) {
            return List.of();
        }
        return with(connection -> {
            List<WitnessStatus> statuses = new ArrayList<>();
            for (Witness witness : witnesses.all()) {
                statuses.add(status(witness, StoredCosignatures.newest(connection, witness)));
            }
            return statuses;
        });
    }

    private WitnessStatus status(Witness witness, Optional<StoredCosignatures.Newest> newest) {
        WitnessState state = witnessing.state(witness);
        return new WitnessStatus(
                witness.name(),
                witness.key().text(),
                newest.map(StoredCosignatures.Newest::size).orElse(null),
                newest.map(StoredCosignatures.Newest::at).orElse(null),
                state.failure(),
                state.failedAt(),
                state.contradiction());
    }

    private Optional<StoredCheckpoints.Published> cosigned(Connection connection) throws SQLException {
        return StoredCosignatures.cosigned(connection, witnesses.keys(), witnesses.quorum());
    }

    private <T> T with(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.read(connection);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }
}
