package uk.concord.kernel.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;

/**
 * The events of a change, written in the change's own transaction: both are there, or neither.
 *
 * <p>Every transaction that appends takes one advisory lock until it commits. So the order of {@code seq} is the order of
 * commits, and a reader that sees a row can't have passed an uncommitted one before it. What that costs is that changes
 * commit one after the other, which PostgreSQL's NOTIFY would make them do anyway.
 */
@ApplicationScoped
public class Outbox {

    static final String CHANNEL = "concord_outbox";
    // Arbitrary, but the same for all writers of one database.
    private static final long WRITERS_LOCK = 0x434F_4E43_4F52_4401L;

    private static final String LOCK = "select pg_advisory_xact_lock(" + WRITERS_LOCK + ")";
    private static final String INSERT =
            "insert into outbox (event_id, topic, key, source, type, occurred_at, traceparent, data)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String NOTIFY = "select pg_notify('" + CHANNEL + "', '')";

    private final AgroalDataSource database;
    private final AuditEvents audit;

    Outbox(AgroalDataSource database, AuditEvents audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Appends the event to the running transaction.
     *
     * @throws IllegalStateException if the database refuses; the transaction then can't commit
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Topic topic, CloudEvent event) {
        append(topic, List.of(event));
    }

    /**
     * Appends the events to the running transaction, in this order. A transaction that changes many rows does so before its
     * first append: whoever waits for a row while holding the writers' lock may wait for somebody who waits for the lock.
     *
     * @throws IllegalStateException if the database refuses; the transaction then can't commit
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Topic topic, List<CloudEvent> events) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            statement.execute(LOCK);
            for (CloudEvent event : events) {
                fill(insert, topic, event);
                insert.addBatch();
            }
            insert.executeBatch();
            statement.execute(NOTIFY);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox didn't take an event", e);
        }
    }

    private static void fill(PreparedStatement insert, Topic topic, CloudEvent event) throws SQLException {
        insert.setObject(1, event.id());
        insert.setString(2, topic.name());
        insert.setString(3, event.key());
        insert.setString(4, event.source());
        insert.setString(5, event.type());
        insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
        insert.setString(7, event.traceparent());
        insert.setBytes(8, event.data());
    }

    /** Appends an audit record to the running transaction and returns it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public AuditRecord append(AuditEntry entry) {
        AuditRecord record = audit.record(entry);
        append(Topic.AUDIT, audit.event(record));
        return record;
    }
}
