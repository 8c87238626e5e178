package uk.concord.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import uk.concord.audit.ingest.LedgerFollower;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.kernel.audit.AuditType;

/**
 * Opens a case for each declaration that gets into the ledger, notes which records belong to it, and makes up for moves and reminders
 * whose record was accepted while their row wasn't kept.
 */
@ApplicationScoped
class ReviewFollower implements LedgerFollower {

    private static final Logger LOG = Logger.getLogger(ReviewFollower.class);
    private static final String DECIDES = "policy-service";

    private final ReviewDates dates;

    ReviewFollower(ReviewDates dates) {
        this.dates = dates;
    }

    @Override
    public void follow(Connection connection, List<Placed> records) throws SQLException {
        for (Placed placed : records) {
            RecordFacts facts = placed.record().facts();
            switch (facts.type()) {
                case AuditType.BREAK_GLASS_DECLARED -> {
                    if (facts.source().equals(DECIDES)) {
                        open(connection, placed);
                    }
                }
                case AuditType.BREAK_GLASS_ENDED, AuditType.DECISION -> {
                    if (facts.source().equals(DECIDES)) {
                        link(connection, placed);
                    }
                }
                case AuditType.BREAK_GLASS_REVIEW -> {
                    if (facts.source().equals(ReviewRecords.SERVICE)) {
                        made(connection, placed);
                    }
                }
                case AuditType.AUDIT_READ -> {
                    if (facts.source().equals(ReviewRecords.SERVICE)) {
                        read(connection, placed);
                    }
                }
                default -> {
                    // Other types have nothing to do with break-glass.
                }
            }
        }
    }

    private void open(Connection connection, Placed placed) throws SQLException {
        RecordFacts facts = placed.record().facts();
        String requester = facts.who().organisation();
        if (facts.grant() == null || requester == null) {
            LOG.errorf("ALARM a declaration without a grant or an organisation has no review record=%s", facts.id());
            return;
        }
        ReviewRows.open(connection, facts.grant(), placed, requester, dates.due(facts.occurredAt()));
        link(connection, placed);
    }

    private static void link(Connection connection, Placed placed) throws SQLException {
        UUID grant = placed.record().facts().grant();
        if (grant != null) {
            ReviewRows.link(connection, grant, placed);
        }
    }

    private static void made(Connection connection, Placed placed) throws SQLException {
        link(connection, placed);
        RecordFacts facts = placed.record().facts();
        JsonNode detail = detail(placed.record());
        Optional<MoveMade> move = ReviewRecords.move(facts, detail);
        if (move.isPresent()) {
            ReviewRows.move(connection, move.get());
        }
        Optional<Reminder> reminder = ReviewRecords.reminder(facts, detail);
        if (reminder.isPresent()) {
            ReviewRows.remind(connection, reminder.get());
        }
    }

    private static void read(Connection connection, Placed placed) throws SQLException {
        link(connection, placed);
        JsonNode detail = detail(placed.record());
        // One record that was opened, or several that were chosen as evidence.
        List<JsonNode> read = new ArrayList<>(List.of(detail.path("record")));
        detail.path("records").forEach(read::add);
        for (JsonNode one : read) {
            Optional<UUID> record = uuid(one.asText());
            if (record.isPresent()) {
                ReviewRows.linkReading(connection, record.get(), placed);
            }
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode detail(NewRecord record) {
        try {
            return RecordReader.tree(record.body()).path("detail");
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("the record could be read a moment ago", e);
        }
    }
}
