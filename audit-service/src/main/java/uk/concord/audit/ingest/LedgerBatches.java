package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import uk.concord.audit.ledger.LeafRanges;
import uk.concord.audit.ledger.LedgerWriter;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.merkle.TreeEdge;

/** Writes one batch in one transaction: records, leaves, tiles, what follows from the records, what was parked, and the positions; all of it or nothing. */
final class LedgerBatches {

    private static final Logger LOG = Logger.getLogger(LedgerBatches.class);

    private final LedgerWriter writer = new LedgerWriter();
    private final Positions positions;
    private final Parking parking;
    private final List<LedgerFollower> followers;
    private final IngestMetrics metrics;
    private final Clock clock;

    LedgerBatches(
            Positions positions, Parking parking, List<LedgerFollower> followers, IngestMetrics metrics, Clock clock) {
        this.positions = positions;
        this.parking = parking;
        this.followers = List.copyOf(followers);
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How far the ledger has come.
     *
     * @param edge the committed tree's edge
     * @param month the month for which, with the two after it, there are partitions
     */
    record Progress(TreeEdge edge, YearMonth month) {}

    /** What the database says. */
    Progress begin(Connection connection) throws SQLException {
        Instant now = clock.instant();
        writer.makeMonths(connection, now);
        TreeEdge edge = new StoredTree(connection).edge();
        connection.commit();
        LeafRanges.catchUp(connection, edge.size());
        return new Progress(edge, monthOf(now));
    }

    /** Writes the batch and commits. If it throws, nothing was written, and only {@link #begin} may come next. */
    Progress write(
            Leadership leadership,
            Iterable<ConsumerRecord<String, byte[]>> events,
            Progress progress,
            Instant recordedAt)
            throws SQLException, FencedException {
        return committed(leadership, connection -> {
            Batch batch = Batch.of(events, connection);
            Progress next = place(connection, batch.records(), progress, recordedAt);
            parking.park(connection, batch.unrecordable(), recordedAt);
            positions.move(connection, batch.positions());
            connection.commit();
            report(batch);
            return next;
        });
    }

    /** Writes one record that comes from the ledger itself, and commits; as {@link #write}. */
    Progress write(Leadership leadership, NewRecord own, Progress progress, Instant recordedAt)
            throws SQLException, FencedException {
        return committed(leadership, connection -> {
            Progress next = place(connection, List.of(own), progress, recordedAt);
            connection.commit();
            return next;
        });
    }

    /** Writes something and commits it. */
    @FunctionalInterface
    private interface Writing {
        Progress with(Connection connection) throws SQLException;
    }

    private static Progress committed(Leadership leadership, Writing writing) throws SQLException, FencedException {
        Connection connection = leadership.connection();
        try {
            leadership.demand();
            return writing.with(connection);
        } catch (SQLException | FencedException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private Progress place(Connection connection, List<NewRecord> records, Progress progress, Instant recordedAt)
            throws SQLException {
        if (!monthOf(recordedAt).equals(progress.month())) {
            writer.makeMonths(connection, recordedAt);
        }
        TreeEdge edge = writer.append(connection, progress.edge(), records, recordedAt);
        follow(connection, records, progress.edge().size(), recordedAt);
        return new Progress(edge, monthOf(recordedAt));
    }

    private void follow(Connection connection, List<NewRecord> records, long first, Instant recordedAt)
            throws SQLException {
        List<LedgerFollower.Placed> placed = new ArrayList<>(records.size());
        for (NewRecord record : records) {
            placed.add(new LedgerFollower.Placed(record, first + placed.size(), recordedAt));
        }
        for (LedgerFollower follower : followers) {
            follower.follow(connection, placed);
        }
    }

    private void report(Batch batch) {
        metrics.wrote(batch);
        for (Unrecordable parked : batch.unrecordable()) {
            LOG.warnf(
                    "event parked partition=%d offset=%d reason=\"%s\"",
                    parked.event().partition(), parked.event().offset(), parked.reason());
        }
        if (batch.contradictions() > 0) {
            LOG.errorf("ALARM events with a recorded id but other content count=%d", batch.contradictions());
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }
}
