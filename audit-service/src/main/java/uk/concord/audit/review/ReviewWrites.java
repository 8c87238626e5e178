package uk.concord.audit.review;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Writes a row and its audit record: the row first, so that only one of several can go on, then the record, then the commit. A record
 * that was accepted though the row wasn't kept makes the row when it gets into the ledger ({@link ReviewFollower}).
 */
@ApplicationScoped
class ReviewWrites {

    private final AgroalDataSource database;
    private final AuditPublisher audit;

    ReviewWrites(AgroalDataSource database, AuditPublisher audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Writes a row, unless there is one already. */
    @FunctionalInterface
    interface Row {
        boolean write(Connection connection) throws SQLException;
    }

    /**
     * Returns true when both are safe, false if there was such a row already and nothing was recorded.
     *
     * @throws AuditUnavailableException 503, and nothing was kept
     * @throws ProblemException 503 if the database doesn't answer
     */
    boolean write(Row row, AuditRecord record) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement bound = connection.createStatement()) {
                // The sequencer waits for this row when the record gets to it, so nothing may hold it for long.
                bound.execute("set local idle_in_transaction_session_timeout = '10s'");
                if (!row.write(connection)) {
                    connection.rollback();
                    return false;
                }
                audit.publish(record);
                connection.commit();
                return true;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "It isn't sure whether this was kept. Look at the review again in a few seconds before you try again.",
                    e);
        }
    }
}
