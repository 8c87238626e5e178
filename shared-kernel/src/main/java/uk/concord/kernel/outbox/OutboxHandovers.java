package uk.concord.kernel.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.handover.HandedOver;
import uk.concord.kernel.handover.HandoverAnswer;
import uk.concord.kernel.handover.HandoverCounts;
import uk.concord.kernel.handover.HandoverSettings;
import uk.concord.kernel.outbox.HandoverTables.Place;
import uk.concord.kernel.outbox.HandoverTables.Row;

/**
 * The audit events that the relay handed to Kafka. How far the ledger was asked, and what it lacks, is in the database, so that nothing is
 * left out when another replica goes on. The replica whose relay leads asks; should two do so for a moment, one of them moves the place.
 */
@ApplicationScoped
class OutboxHandovers implements HandedOver {

    private final AgroalDataSource database;
    private final RelaySettings relaySettings;
    private final OutboxRelay relay;
    private final Clock clock;
    private final long settleNanos;
    private final Duration alarmAfter;

    private @Nullable Long settled;
    private @Nullable Long settling;
    private long settlingSince;
    private Asked asked = new Asked(null, null, List.of());
    private List<Row> askedAgain = List.of();
    private Map<UUID, Long> overdue = Map.of();

    OutboxHandovers(
            AgroalDataSource database,
            RelaySettings relaySettings,
            OutboxRelay relay,
            HandoverSettings settings,
            Clock clock) {
        this.database = database;
        this.relaySettings = relaySettings;
        this.relay = relay;
        this.clock = clock;
        this.settleNanos = settings.settle().toNanos();
        this.alarmAfter = settings.alarmAfter();
    }

    /**
     * What the ledger is asked for now.
     *
     * @param from the place before them
     * @param until the place that is reached when all are answered
     */
    private record Asked(@Nullable Long from, @Nullable Long until, List<Row> rows) {}

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public String way() {
        return "outbox";
    }

    @Override
    public boolean isAsked() {
        return relaySettings.enabled() && relay.status().state() == RelayStatus.State.LEADING;
    }

    @Override
    public List<UUID> next(int most) {
        return with(tables -> {
            settle(tables);
            Place place = tables.place();
            Long from = place.seq();
            Long end = settled;
            List<Row> rows = end == null ? List.of() : tables.handedOver(from == null ? 0 : from, end, most);
            Long until = rows.size() < most ? end : Long.valueOf(rows.getLast().seq());
            asked = new Asked(from, until, rows);
            if (rows.isEmpty() && until != null && (from == null || until > from)) {
                // Nothing but other topics' events stood between.
                tables.move(from, until, 0, 0);
            }
            return ids(rows);
        });
    }

    // What the relay had reached some time ago was acknowledged at least as long ago.
    private void settle(HandoverTables tables) throws SQLException {
        if (settling == null || System.nanoTime() - settlingSince >= settleNanos) {
            settled = settling;
            settlingSince = System.nanoTime();
            settling = tables.relayed();
        }
    }

    @Override
    public void answeredNext(HandoverAnswer answer) {
        with(tables -> {
            List<Row> answered = asked.rows().stream()
                    .takeWhile(row -> !answer.pending().contains(row.id()))
                    .toList();
            if (answered.isEmpty()) {
                return false;
            }
            List<Row> missing = answered.stream()
                    .filter(row -> answer.missing().contains(row.id()))
                    .toList();
            long parked = answered.stream()
                    .filter(row -> answer.parked().contains(row.id()))
                    .count();
            boolean isWhole = answered.size() == asked.rows().size();
            long until = isWhole
                    ? Objects.requireNonNull(asked.until())
                    : answered.getLast().seq();
            if (tables.move(asked.from(), until, answered.size() - missing.size() - parked, parked)) {
                tables.lack(missing, clock.instant());
            }
            return true;
        });
    }

    @Override
    public List<UUID> missing(int most) {
        return with(tables -> {
            askedAgain = tables.missing(most);
            return ids(askedAgain);
        });
    }

    @Override
    public void answeredMissing(HandoverAnswer answer) {
        List<Long> still = new ArrayList<>();
        List<Long> parked = new ArrayList<>();
        List<Long> recorded = new ArrayList<>();
        for (Row row : askedAgain) {
            boolean isMissing =
                    answer.missing().contains(row.id()) || answer.pending().contains(row.id());
            List<Long> where = isMissing ? still : answer.parked().contains(row.id()) ? parked : recorded;
            where.add(row.seq());
        }
        with(tables -> {
            tables.count(tables.found(recorded), tables.found(parked), 0);
            tables.asked(still, clock.instant());
            return true;
        });
    }

    @Override
    public List<Overdue> overdue(int most) {
        return with(tables -> {
            Map<UUID, Long> places = new HashMap<>();
            List<Overdue> found = new ArrayList<>();
            for (OutboxRow row : tables.overdue(clock.instant().minus(alarmAfter), most)) {
                places.put(row.event().id(), row.seq());
                found.add(new Overdue(row.event().id(), row.event()));
            }
            overdue = places;
            return found;
        });
    }

    @Override
    public void alarmed(List<Overdue> alarmed, Set<UUID> sentAgain) {
        Instant now = clock.instant();
        List<Long> places = alarmed.stream()
                .map(one -> Objects.requireNonNull(overdue.get(one.id())))
                .toList();
        with(tables -> {
            tables.alarmed(places, now);
            tables.count(0, 0, sentAgain.size());
            return true;
        });
    }

    @Override
    public HandoverCounts counts() {
        return with(HandoverTables::counts);
    }

    private static List<UUID> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(HandoverTables tables) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.with(new HandoverTables(connection));
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox can't be read or written: " + e.getMessage(), e);
        }
    }
}
