package uk.concord.audit.parked;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.concord.audit.ledger.UnreadableLedger;

/** What the database says of parked events. */
@ApplicationScoped
public class ParkedEvents {

    private static final String SELECT = "select p.number, p.topic, p.partition, p.event_offset, p.reason, p.parked_at,"
            + " case when r.number is null then 'WAITING'"
            + " when again.number is not null then 'PARKED_AGAIN'"
            + " when position.next_offset > r.new_offset then 'RECORDED'"
            + " else 'REPLAYED' end, r.replayed_at, p.kept_partition, p.kept_offset"
            + " from parked p left join parked_replay r on r.number = p.number"
            + " left join parked again on again.topic = r.new_topic and again.partition = r.new_partition"
            + " and again.event_offset = r.new_offset"
            + " left join ingest_position position on position.topic = r.new_topic"
            + " and position.partition = r.new_partition";
    private static final String PAGE = SELECT + " where p.number < ? order by p.number desc limit ?";
    private static final String ONE = SELECT + " where p.number = ?";
    private static final String WAITING =
            SELECT + " where r.number is null and p.number between ? and ? order by p.number limit ?";
    private static final String COUNT_WAITING =
            "select count(*) from parked p where not exists (select from parked_replay r where r.number = p.number)";
    private static final String REPLAYED = "insert into parked_replay"
            + " (number, replayed_at, client, subject, new_topic, new_partition, new_offset)"
            + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final AgroalDataSource database;

    ParkedEvents(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * One of them, and where its bytes are.
     *
     * @param keptPartition in the topic of parked events; negative: it was parked before that was kept
     */
    record Kept(ParkedEvent event, int keptPartition, long keptOffset) {}

    /** Those with lower numbers than this, the newest first. */
    List<ParkedEvent> page(long before, int most) {
        return select(PAGE, before, most).stream().map(Kept::event).toList();
    }

    /** The newest of them. */
    public List<ParkedEvent> newest(int most) {
        return page(Long.MAX_VALUE, most);
    }

    Optional<Kept> find(long number) {
        return select(ONE, number).stream().findFirst();
    }

    /** Those between these numbers, both included, that nobody has sent again; the oldest first. */
    List<Kept> waiting(long from, long to, int most) {
        return select(WAITING, from, to, most);
    }

    /** How many wait for somebody to look at them. */
    public long waiting() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(COUNT_WAITING);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    /** Keeps that an event was sent again. */
    void keepReplay(Replay replay) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(REPLAYED)) {
            insert.setLong(1, replay.number());
            insert.setObject(2, replay.at().atOffset(ZoneOffset.UTC));
            insert.setString(3, replay.client());
            insert.setString(4, replay.subject());
            insert.setString(5, replay.topic());
            insert.setInt(6, replay.partition());
            insert.setLong(7, replay.offset());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    /** That an event was sent again, by whom, and where it came to be. */
    record Replay(long number, Instant at, String client, String subject, String topic, int partition, long offset) {}

    private List<Kept> select(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                List<Kept> found = new ArrayList<>();
                while (row.next()) {
                    found.add(kept(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static Kept kept(ResultSet row) throws SQLException {
        OffsetDateTime replayed = row.getObject(8, OffsetDateTime.class);
        ParkedEvent event = new ParkedEvent(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getLong(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                ParkedEvent.State.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                replayed == null ? null : replayed.toInstant());
        int partition = row.getInt(9);
        return new Kept(event, row.wasNull() ? -1 : partition, row.getLong(10));
    }
}
