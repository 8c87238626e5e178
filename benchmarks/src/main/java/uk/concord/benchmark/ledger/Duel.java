package uk.concord.benchmark.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import uk.concord.benchmark.platform.Usage;
import uk.concord.benchmark.report.Rounds;
import uk.concord.benchmark.report.Row;

/** Appending, ours beside Tessera's, in turns: each round of one stands beside a round of the other. */
final class Duel {

    private static final double TIMES = 5;
    private static final double PROVABLE_WITHIN = 250;
    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private final Ledger ledger;
    private final TesseraLog tessera;
    private final LedgerOptions options;
    private final Consumer<String> progress;
    private final Map<Integer, TesseraLog.Batching> best = new HashMap<>();

    Duel(Ledger ledger, TesseraLog tessera, LedgerOptions options, Consumer<String> progress) {
        this.ledger = ledger;
        this.tessera = tessera;
        this.options = options;
        this.progress = progress;
    }

    /** The rounds of one side. */
    private static final class Side {
        private final Rounds perSecond = new Rounds();
        private final Rounds acknowledgedP50 = new Rounds();
        private final Rounds acknowledgedP99 = new Rounds();
        private final Rounds provableP50 = new Rounds();
        private final Rounds provableP99 = new Rounds();

        private String cell() {
            return String.format(Locale.ROOT, "%.0f/s, provable p99 %.0f ms", perSecond.median(), provableP99.median());
        }

        private String note(String who) {
            return who + ": " + perSecond.told(0) + " records/s; acknowledged p50 " + acknowledgedP50.told(1)
                    + " ms, p99 " + acknowledgedP99.told(1) + " ms; from there to provable p50 "
                    + provableP50.told(0) + " ms, p99 " + provableP99.told(0) + " ms.";
        }
    }

    /** Both with everything that is acknowledged synced to the disk. */
    Row durable(int producers) throws SQLException {
        return row(producers, true);
    }

    /** Ours as it usually runs: Kafka acknowledges what its replicas have in memory, and syncs later. */
    Row usual(int producers) throws SQLException {
        return row(producers, false);
    }

    /**
     * Ours alone at a rate that it keeps up with, everything synced: how soon a record is provable where the ledger isn't what all wait
     * for.
     */
    Row offered(int producers, int perSecond) throws SQLException {
        ledger.syncKafka(true);
        Side ours = new Side();
        for (int round = 0; round < options.rounds(); round++) {
            add(ours, Appending.at(ledger, producers, perSecond).run(options.warmUp(), options.round()));
        }
        return new Row(
                String.format(Locale.ROOT, "append, %d producers, %,d/s together", producers, perSecond),
                ours.cell(),
                "-",
                "-",
                "p99 250 ms or less",
                Row.met(ours.provableP99.median() <= PROVABLE_WITHIN),
                List.of(ours.note("ours")));
    }

    private Row row(int producers, boolean durable) throws SQLException {
        TesseraLog.Batching batching = best.computeIfAbsent(producers, this::fastest);
        ledger.syncKafka(durable);
        Side ours = new Side();
        Side peer = new Side();
        Rounds cpu = new Rounds();
        for (int round = 0; round < options.rounds(); round++) {
            double before = cpu();
            long sent = ledger.sent();
            add(ours, new Appending(ledger, producers).run(options.warmUp(), options.round()));
            cpu.add((cpu() - before) * 1e6 / (ledger.sent() - sent));
            add(peer, tessera.run(producers, batching, options.warmUp(), options.round()));
        }
        Rounds ratios = ours.perSecond.over(peer.perSecond);
        boolean met = ratios.median() >= TIMES && ours.provableP99.median() <= PROVABLE_WITHIN;
        return new Row(
                "append, " + producers + (producers == 1 ? " producer" : " producers")
                        + (durable ? "" : ", Kafka syncs later"),
                ours.cell(),
                peer.cell(),
                String.format(Locale.ROOT, "%.2f", ratios.median()),
                durable ? "5 times; p99 250 ms or less" : "stated",
                durable ? Row.met(met) : "stated",
                List.of(
                        ours.note("ours"),
                        peer.note("Tessera, " + batching.told()),
                        "ratio of records per second, pair by pair: " + ratios.told(2)
                                + "; CPU of audit-service and Kafka per" + " record: " + cpu.told(0) + " µs."));
    }

    private double cpu() {
        return Usage.cpuSeconds(ledger.service().pid())
                + Usage.cpuSeconds(ledger.ground().kafka().pid());
    }

    private static void add(Side side, Appending.Seen seen) {
        side.perSecond.add(seen.perSecond());
        side.acknowledgedP50.add(seen.acknowledged().millis(P50));
        side.acknowledgedP99.add(seen.acknowledged().millis(P99));
        side.provableP50.add(seen.provable().millis(P50));
        side.provableP99.add(seen.provable().millis(P99));
    }

    private static void add(Side side, TesseraLog.Figures seen) {
        side.perSecond.add(seen.perSecond());
        side.acknowledgedP50.add(seen.acknowledgedP50());
        side.acknowledgedP99.add(seen.acknowledgedP99());
        side.provableP50.add(seen.provableP50());
        side.provableP99.add(seen.provableP99());
    }

    /** The batching with which Tessera takes most from so many producers. */
    private TesseraLog.Batching fastest(int producers) {
        Map<TesseraLog.Batching, Double> perSecond = new HashMap<>();
        for (TesseraLog.Batching batching : batchings(producers)) {
            double seen = tessera.run(producers, batching, Duration.ofSeconds(1), Duration.ofSeconds(3))
                    .perSecond();
            progress.accept(String.format(Locale.ROOT, "  Tessera, %s: %.0f/s", batching.told(), seen));
            perSecond.put(batching, seen);
        }
        return Collections.max(perSecond.entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    // A producer waits for its entry, so a batch that waits for more than there are producers only waits.
    private static Set<TesseraLog.Batching> batchings(int producers) {
        Set<TesseraLog.Batching> all = new LinkedHashSet<>();
        for (int size : List.of(Math.max(1, producers / 2), producers)) {
            for (int age : List.of(1, 5, 20)) {
                all.add(new TesseraLog.Batching(size, Duration.ofMillis(age)));
            }
        }
        return all;
    }
}
