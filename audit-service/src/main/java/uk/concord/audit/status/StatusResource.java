package uk.concord.audit.status;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import uk.concord.audit.ingest.SequencerLifecycle;
import uk.concord.audit.ingest.SequencerState;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.parked.ParkedEvent;
import uk.concord.audit.parked.ParkedEvents;
import uk.concord.audit.witness.CosignedLog;
import uk.concord.audit.witness.WitnessStatus;
import uk.concord.kernel.security.Roles;

/** The ledger's state, for operators. */
@Path("/audit/status")
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operation")
class StatusResource {

    private static final int NEWEST_PARKED = 20;
    private static final String COUNTS =
            "select coalesce(sum(recorded), 0), coalesce(sum(duplicates), 0), coalesce(sum(parked), 0) from ingest_position";

    private final AgroalDataSource database;
    private final SequencerLifecycle sequencer;
    private final CosignedLog cosigned;
    private final ParkedEvents parked;

    StatusResource(AgroalDataSource database, SequencerLifecycle sequencer, CosignedLog cosigned, ParkedEvents parked) {
        this.database = database;
        this.sequencer = sequencer;
        this.cosigned = cosigned;
        this.parked = parked;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "How many events were recorded, were duplicates, were parked; how far behind; the newest checkpoint;"
                            + " how it goes with each witness")
    public LedgerStatus status() {
        Long cosignedSize = cosigned.newestSize().orElse(null);
        List<WitnessStatus> witnesses = cosigned.witnesses();
        List<LedgerStatus.ParkedEvent> newestParked =
                parked.newest(NEWEST_PARKED).stream().map(StatusResource::view).toList();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(COUNTS);
                ResultSet counts = query.executeQuery()) {
            counts.next();
            SequencerState state = sequencer.state();
            String why = switch (state) {
                case SequencerState.Refusing refusing -> refusing.why();
                case SequencerState.Recovering recovering -> recovering.why();
                case SequencerState.Starting starting -> null;
                case SequencerState.Standby standby -> null;
                case SequencerState.Leading leading -> null;
                case SequencerState.Stopped stopped -> null;
            };
            return new LedgerStatus(
                    state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                    why,
                    counts.getLong(1),
                    counts.getLong(2),
                    counts.getLong(3),
                    state instanceof SequencerState.Leading ? sequencer.lag() : null,
                    StoredCheckpoints.newest(connection)
                            .map(newest -> new LedgerStatus.CheckpointStatus(newest.size(), newest.signedAt()))
                            .orElse(null),
                    cosignedSize,
                    witnesses,
                    newestParked);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static LedgerStatus.ParkedEvent view(ParkedEvent event) {
        return new LedgerStatus.ParkedEvent(
                event.topic(), event.partition(), event.offset(), event.reason(), event.parkedAt());
    }
}
