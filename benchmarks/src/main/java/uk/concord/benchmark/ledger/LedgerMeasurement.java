package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import uk.concord.benchmark.load.Latencies;
import uk.concord.benchmark.platform.Ground;
import uk.concord.benchmark.platform.PackagedService;
import uk.concord.benchmark.platform.RegisterStandIn;
import uk.concord.benchmark.question.Region;
import uk.concord.benchmark.report.Row;
import uk.concord.benchmark.report.Table;

/** Measures the ledger as it grows, and says it as Markdown. */
public final class LedgerMeasurement {

    private static final double THIRD = 1 / 3.0;
    private static final double P50 = 0.5;
    private static final double P99 = 0.99;
    private static final List<Integer> WORKERS = List.of(1, 4, 16);

    private final LedgerOptions options;
    private final Consumer<String> progress;
    private final Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Growth> grown = new ArrayList<>();

    public LedgerMeasurement(LedgerOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** What can be measured by itself. */
    public enum Part {
        /** Appending beside Tessera. */
        APPENDS,
        /** How it grows, and verifying beside fsck. */
        GROWTH
    }

    /** Measures a part of it and says it as Markdown. */
    public String run(Part part) throws IOException, SQLException, InterruptedException {
        try (Ground ground = new Ground(Ledger.DATABASE);
                RegisterStandIn register = new RegisterStandIn()) {
            Path checkpoint = ground.folder().resolve("checkpoint");
            AuditEvents events = new AuditEvents(Region.ofDemonstration(), options.seed(), begin);
            progress.accept("starting audit-service");
            PackagedService service =
                    ground.auditService(Ledger.settings(ground.secrets().ledgerSigningKey(), checkpoint, register));
            try (Ledger ledger = new Ledger(ground, events, service)) {
                return switch (part) {
                    case APPENDS -> appends(ledger);
                    case GROWTH -> growth(ledger, checkpoint);
                };
            }
        }
    }

    private static int meanSize(AuditEvents events) {
        return (int) LongStream.range(0, 1000)
                .map(number -> events.of(number).body().length)
                .average()
                .orElseThrow();
    }

    private String appends(Ledger ledger) throws IOException, SQLException {
        progress.accept("building the peer");
        Ground ground = ledger.ground();
        TesseraLog tessera =
                TesseraLog.build(ground.folder().resolve("tessera"), ground.log("tessera"), meanSize(ledger.events()));
        ledger.fill(options.sizes().getFirst());
        return Table.markdown(appends(ledger, tessera));
    }

    private String growth(Ledger ledger, Path checkpoint) throws IOException, SQLException, InterruptedException {
        int workers = WORKERS.getFirst();
        for (long size : options.sizes()) {
            progress.accept(String.format(Locale.ROOT, "filling up to %,d records", size));
            double filled = ledger.fill(Math.max(size, ledger.sent()));
            if (size == options.sizes().get(Math.max(0, options.sizes().size() - 2))) {
                workers = bestWorkers(ledger);
            }
            grown.add(grownTo(ledger, size, filled));
        }
        List<Row> rows = List.of(search(), verification(ledger, checkpoint, workers));
        return Table.markdown(rows) + new LedgerTables(grown, middle()).of(meanSize(ledger.events()), plans(ledger));
    }

    private List<Row> appends(Ledger ledger, TesseraLog tessera) throws SQLException {
        Duel duel = new Duel(ledger, tessera, options, progress);
        List<Row> rows = new ArrayList<>();
        for (int producers : options.producers().reversed()) {
            progress.accept("measuring: " + producers + " producers");
            rows.addFirst(told(duel.durable(producers)));
        }
        int most = options.producers().getLast();
        progress.accept(String.format(Locale.ROOT, "measuring: %d producers, %,d/s together", most, options.offered()));
        rows.add(told(duel.offered(most, options.offered())));
        for (int producers : options.producers()) {
            progress.accept("measuring: " + producers + " producers, Kafka syncs later");
            rows.add(told(duel.usual(producers)));
        }
        return rows;
    }

    private Row told(Row row) {
        progress.accept("  " + row.ours() + " | " + row.peer() + " | " + row.ratio() + " | " + row.met());
        return row;
    }

    /** As many producers as the middle row has. */
    private int middle() {
        return options.producers().get(options.producers().size() / 2);
    }

    private Growth grownTo(Ledger ledger, long size, double filled) throws IOException, SQLException {
        int producers = middle();
        ledger.syncKafka(true);
        Appending.Seen appended = new Appending(ledger, producers).run(options.warmUp(), options.round());
        ledger.syncKafka(false);
        progress.accept(String.format(
                Locale.ROOT,
                "  filled at %.0f/s; %d producers: %.0f/s, provable p99 %.0f ms",
                filled,
                producers,
                appended.perSecond(),
                appended.provable().millis(P99)));
        Map<String, Latencies> searches = new Searching(ledger, options.seed(), options.searching(), options.searches())
                .run(ledger.sent(), progress);
        return new Growth(size, filled, appended, searches, Storage.of(ledger));
    }

    /** How many workers make fsck fastest. */
    private int bestWorkers(Ledger ledger) throws IOException, InterruptedException {
        Verifying verifying = new Verifying(ledger, ledger.ground().folder());
        int best = WORKERS.getFirst();
        double least = Double.MAX_VALUE;
        for (int workers : WORKERS) {
            double seconds = verifying.fsck(workers).seconds();
            progress.accept(String.format(Locale.ROOT, "  fsck with %d workers: %.1f s", workers, seconds));
            if (seconds < least) {
                least = seconds;
                best = workers;
            }
        }
        return best;
    }

    private Row search() {
        Growth last = grown.getLast();
        Latencies all = last.allSearches();
        String slowest = last.searches().entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().millis(P99)))
                .map(entry -> entry.getKey()
                        + String.format(
                                Locale.ROOT, ", p99 %.0f ms", entry.getValue().millis(P99)))
                .orElseThrow();
        return new Row(
                String.format(Locale.ROOT, "search, %,d records", last.size()),
                String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", all.millis(P50), all.millis(P99)),
                "-",
                "-",
                "stated",
                "stated",
                List.of("all kinds together; the slowest: " + slowest + ". The kinds stand below."));
    }

    private Row verification(Ledger ledger, Path checkpoint, int workers) throws IOException, InterruptedException {
        progress.accept("verifying the whole ledger");
        Verifying verifying = new Verifying(ledger, ledger.ground().folder());
        Verifying.Run ours = verifying.ours(ledger.ground().secrets().ledgerPublicKey(), checkpoint);
        progress.accept(String.format(Locale.ROOT, "  ours: %.1f s: %s", ours.seconds(), ours.said()));
        Verifying.Run fsck = verifying.fsck(workers);
        progress.accept(String.format(Locale.ROOT, "  fsck: %.1f s: %s", fsck.seconds(), fsck.said()));
        double ratio = ours.seconds() / fsck.seconds();
        return new Row(
                String.format(
                        Locale.ROOT, "verify, %,d records", grown.getLast().size()),
                String.format(Locale.ROOT, "%.1f s", ours.seconds()),
                String.format(Locale.ROOT, "%.1f s", fsck.seconds()),
                String.format(Locale.ROOT, "%.2f of fsck's time", ratio),
                "a third of fsck's time",
                Row.met(ratio <= THIRD),
                List.of(
                        "ours: every body against its commitment, the search columns against the body, every leaf and tile"
                                + " against the tree, the tree against every checkpoint ever signed. It said: "
                                + ours.said(),
                        "fsck: with " + workers + " workers, the fastest of " + WORKERS
                                + " one size before; over HTTP, as an outsider reads it: every entry and tile against the"
                                + " tree, the newest checkpoint."));
    }

    private Map<String, List<String>> plans(Ledger ledger) throws SQLException, IOException {
        return new Plans(ledger, ledger.ground().log("postgres"))
                .of(new Searching(ledger, options.seed() + 1, options.searching(), options.searches()), ledger.sent());
    }
}
