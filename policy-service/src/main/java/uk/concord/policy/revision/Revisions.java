package uk.concord.policy.revision;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;

/** Moves a part to its next revision, in the transaction of the change. */
@ApplicationScoped
public class Revisions {

    static final String CHANNEL = "concord_revisions";

    private static final String LOCK = "select revision from current_revision where part = ? for update";
    private static final String MOVE = "update current_revision set revision = ?, changed_at = ? where part = ?";
    private static final String KEEP = "insert into revision_change (part, revision, changed_at) values (?, ?, ?)";
    private static final String NOTIFY = "select pg_notify('" + CHANNEL + "', ?)";
    private static final String READ = "select revision from current_revision where part = ? for share";

    private final AgroalDataSource database;
    private final Clock clock;

    Revisions(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The revision in force. Until the transaction ends, nobody else changes the part. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long lock(Part part) {
        return read(LOCK, part);
    }

    /** The revision in force; it stays in force until the transaction ends, so that what is read with it belongs to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long holdStill(Part part) {
        return read(READ, part);
    }

    /** Puts this revision in force when the transaction commits. It must be higher than the one before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void move(Part part, long revision) {
        try (Connection connection = database.getConnection();
                PreparedStatement move = connection.prepareStatement(MOVE);
                PreparedStatement keep = connection.prepareStatement(KEEP);
                PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
            var now = clock.instant().atOffset(ZoneOffset.UTC);
            move.setLong(1, revision);
            move.setObject(2, now);
            move.setString(3, part.label());
            move.executeUpdate();
            keep.setString(1, part.label());
            keep.setLong(2, revision);
            keep.setObject(3, now);
            keep.executeUpdate();
            notify.setString(1, part.label());
            notify.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("the revision of the " + part.label() + " could not be moved", e);
        }
    }

    private long read(String query, Part part) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, part.label());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the revision of the " + part.label() + " could not be read", e);
        }
    }
}
