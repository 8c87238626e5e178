package uk.concord.audit.status;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import uk.concord.audit.ingest.SequencerLifecycle;
import uk.concord.audit.ingest.SequencerState;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.parked.ParkedEvents;

/** The few figures by which an officer sees that the ledger does what it promises. */
@ApplicationScoped
public class LedgerFigures {

    private static final String COUNTS = "select coalesce(max(leaf_index) + 1, 0) from leaf";

    private final AgroalDataSource database;
    private final SequencerLifecycle sequencer;
    private final ParkedEvents parked;

    LedgerFigures(AgroalDataSource database, SequencerLifecycle sequencer, ParkedEvents parked) {
        this.parked = parked;
        this.database = database;
        this.sequencer = sequencer;
    }

    /** As it is now. */
    public LedgerHealth health() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(COUNTS);
                ResultSet counts = query.executeQuery()) {
            counts.next();
            StoredCheckpoints.Published newest =
                    StoredCheckpoints.newest(connection).orElse(null);
            long signed = newest == null ? 0 : newest.size();
            return new LedgerHealth(parked.waiting(), Math.max(0, counts.getLong(1) - signed), working(), newest);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private boolean working() {
        return switch (sequencer.state()) {
            case SequencerState.Leading leading -> true;
            case SequencerState.Standby standby -> true;
            case SequencerState.Starting starting -> false;
            case SequencerState.Recovering recovering -> false;
            case SequencerState.Refusing refusing -> false;
            case SequencerState.Stopped stopped -> false;
        };
    }
}
