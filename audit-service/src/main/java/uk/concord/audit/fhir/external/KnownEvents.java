package uk.concord.audit.fhir.external;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.kernel.problem.ProblemException;

/** Which events are in the ledger already, those included whose record retention has erased. */
@ApplicationScoped
class KnownEvents {

    private final AgroalDataSource database;

    KnownEvents(AgroalDataSource database) {
        this.database = database;
    }

    /** @throws ProblemException 503 if the ledger can't be read now */
    boolean has(UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select exists (select from leaf where event_id = ?)")) {
            query.setObject(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }
}
