package uk.concord.audit.testing;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.Topic;

/** Hands records to the real topic and waits until the running service has them under a signed checkpoint. */
@ApplicationScoped
public class RecordedEvents {

    private final EventPublisher publisher;
    private final AgroalDataSource database;

    RecordedEvents(EventPublisher publisher, AgroalDataSource database) {
        this.publisher = publisher;
        this.database = database;
    }

    public void record(AuditBodies... bodies) {
        for (AuditBodies body : bodies) {
            send(body.id(), body.bytes());
            awaitRecorded(body.id());
        }
    }

    /** Has this recorded, and waits until it is. */
    public void record(UUID id, byte[] body) {
        send(id, body);
        awaitRecorded(id);
    }

    public void send(UUID id, byte[] body) {
        try {
            publisher.publish(Topic.AUDIT, AuditTopicFixture.event(id, body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void awaitRecorded(UUID id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> number(
                                "select count(*) from leaf where event_id = ?"
                                        + " and leaf_index < (select max(tree_size) from checkpoint)",
                                id)
                        == 1);
    }

    /** How many records of the audit's own reading were made by this subject with this outcome. */
    public long readings(String subject, String outcome) {
        return number(
                "select count(*) from record where type = 'audit-read' and actor_subject = ? and outcome = ?",
                subject,
                outcome);
    }

    /** The newest record of a reading by this subject. */
    public String newestReading(String subject) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select convert_from(body, 'UTF8') from record"
                        + " where type = 'audit-read' and actor_subject = ? order by leaf_index desc limit 1")) {
            query.setString(1, subject);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The records of this type and outcome that name this grant, in the order of the ledger. */
    public List<String> bodiesOf(String type, String outcome, UUID grant) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select convert_from(r.body, 'UTF8') from record r"
                                + " join review_record rr on rr.leaf_index = r.leaf_index where rr.grant_id = ? and r.type = ?"
                                + " and r.outcome = ? order by r.leaf_index")) {
            query.setObject(1, grant);
            query.setString(2, type);
            query.setString(3, outcome);
            try (ResultSet rows = query.executeQuery()) {
                List<String> bodies = new ArrayList<>();
                while (rows.next()) {
                    bodies.add(rows.getString(1));
                }
                return bodies;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql, Object... values) {
        return Long.parseLong(text(sql, values));
    }

    /** The one value that a query gives, as text. */
    public String text(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
