package uk.concord.benchmark.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import uk.concord.benchmark.load.Latencies;

/**
 * So many producers, each of which sends a record, waits until Kafka has acknowledged it, and sends the next: at once, or when its time
 * has come. A record is provable as soon as a checkpoint that covers it can be fetched.
 */
final class Appending {

    private final Ledger ledger;
    private final int producers;
    private final long interval;

    /** As fast as they can. */
    Appending(Ledger ledger, int producers) {
        this(ledger, producers, 0);
    }

    private Appending(Ledger ledger, int producers, long interval) {
        this.ledger = ledger;
        this.producers = producers;
        this.interval = interval;
    }

    /**
     * At so many records a second, all producers together. A record that can't be sent when its time has come is sent late, and its
     * time counts from when it was due.
     */
    static Appending at(Ledger ledger, int producers, int perSecond) {
        return new Appending(ledger, producers, producers * 1_000_000_000L / perSecond);
    }

    /**
     * What was seen in the measured time.
     *
     * @param perSecond records a second that a checkpoint covered: what was only acknowledged doesn't count
     * @param acknowledgedPerSecond records a second that Kafka acknowledged
     * @param acknowledged from sending to Kafka's acknowledgement
     * @param provable from there to the first sight of a checkpoint that covers it
     */
    record Seen(double perSecond, double acknowledgedPerSecond, Latencies acknowledged, Latencies provable) {}

    private record Sent(UUID id, long asked, long acknowledged) {}

    Seen run(Duration warmUp, Duration time) throws SQLException {
        long firstLeaf = ledger.checkpoints().newest();
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + time.toNanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            workers.add(new Worker(System.nanoTime() + interval * i / producers, end));
        }
        workers.forEach(worker -> worker.thread.start());
        long coveredAtBegin = coveredAt(begin);
        long coveredAtEnd = coveredAt(end);
        List<Sent> measured = new ArrayList<>();
        long all = 0;
        for (Worker worker : workers) {
            join(worker.thread);
            all += worker.sent.size();
            worker.sent.stream()
                    .filter(sent -> sent.acknowledged() >= begin && sent.acknowledged() <= end)
                    .forEach(measured::add);
        }
        ledger.awaitSize(firstLeaf + all);
        return judge(measured, firstLeaf, coveredAtEnd - coveredAtBegin, time);
    }

    private long coveredAt(long instant) {
        await(instant);
        return ledger.checkpoints().newest();
    }

    private Seen judge(List<Sent> measured, long firstLeaf, long covered, Duration time) throws SQLException {
        Map<UUID, Long> leaves = leaves(firstLeaf, measured);
        Latencies acknowledged = new Latencies();
        Latencies provable = new Latencies();
        for (Sent sent : measured) {
            long leaf = leaves.getOrDefault(sent.id(), 0L);
            acknowledged.record(sent.acknowledged() - sent.asked());
            provable.record(Math.max(0, ledger.checkpoints().coveredAt(leaf) - sent.acknowledged()));
        }
        double seconds = time.toNanos() / 1e9;
        return new Seen(covered / seconds, measured.size() / seconds, acknowledged, provable);
    }

    /** Where the records stand, as soon as a checkpoint covers them all. Other records than ours may stand between them. */
    private Map<UUID, Long> leaves(long from, List<Sent> sent) throws SQLException {
        Map<UUID, Long> leaves = leavesFrom(from);
        long highest = 0;
        for (Sent each : sent) {
            Long leaf = leaves.get(each.id());
            if (leaf == null) {
                throw new IllegalStateException("an acknowledged record isn't in the ledger");
            }
            highest = Math.max(highest, leaf);
        }
        ledger.awaitSize(highest + 1);
        return leaves;
    }

    private Map<UUID, Long> leavesFrom(long from) throws SQLException {
        Map<UUID, Long> leaves = new HashMap<>();
        try (Connection connection = ledger.database();
                PreparedStatement query =
                        connection.prepareStatement("select event_id, leaf_index from leaf where leaf_index >= ?")) {
            query.setLong(1, from);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    leaves.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return leaves;
    }

    private static void await(long instant) {
        long left = instant - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = instant - System.nanoTime();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private final class Worker {

        private final List<Sent> sent = new ArrayList<>();
        private final Thread thread;

        Worker(long first, long end) {
            this.thread = Thread.ofPlatform().name("producer").unstarted(() -> work(first, end));
        }

        private void work(long first, long end) {
            long due = first;
            await(due);
            while (System.nanoTime() < end) {
                AuditEvent event = ledger.next();
                long asked = interval == 0 ? System.nanoTime() : due;
                ledger.append(event);
                sent.add(new Sent(event.id(), asked, System.nanoTime()));
                due += interval;
                await(due);
            }
        }
    }
}
