package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import uk.concord.benchmark.load.Latencies;
import uk.concord.benchmark.platform.Ground;
import uk.concord.benchmark.platform.PackagedService;
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

    /**
     * What was seen at one size.
     *
     * @param filled records a second from the size before to this one
     * @param appended with as many producers as the middle row has
     */
    private record Growth(
            long size,
            double filled,
            Appending.Seen appended,
            Map<String, Latencies> searches,
            Map<String, Storage.Bytes> storage) {}

    /** Measures it all. Takes about an hour with ten million records on two cores. */
    public String run() throws IOException, SQLException, InterruptedException {
        try (Ground ground = new Ground(Ledger.DATABASE)) {
            Path checkpoint = ground.folder().resolve("checkpoint");
            AuditEvents events = new AuditEvents(Region.ofDemonstration(), options.seed(), begin);
            progress.accept("starting audit-service");
            PackagedService service =
                    ground.auditService(Ledger.settings(ground.secrets().ledgerSigningKey(), checkpoint));
            try (Ledger ledger = new Ledger(ground, events, service)) {
                int entry = meanSize(events);
                progress.accept("building the peer");
                TesseraLog tessera = TesseraLog.build(ground.folder().resolve("tessera"), ground.log("tessera"), entry);
                return measured(ledger, tessera, entry, checkpoint);
            }
        }
    }

    private static int meanSize(AuditEvents events) {
        return (int) java.util.stream.LongStream.range(0, 1000)
                .map(number -> events.of(number).body().length)
                .average()
                .orElseThrow();
    }

    private String measured(Ledger ledger, TesseraLog tessera, int entry, Path checkpoint)
            throws IOException, SQLException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        int workers = WORKERS.getFirst();
        for (long size : options.sizes()) {
            progress.accept(String.format(Locale.ROOT, "filling up to %,d records", size));
            double filled = ledger.fill(Math.max(size, ledger.sent()));
            if (size == options.sizes().getFirst()) {
                rows.addAll(appends(ledger, tessera));
            }
            workers = size == options.sizes().getLast() ? workers : bestWorkers(ledger);
            grown.add(grownTo(ledger, size, filled));
        }
        rows.add(search());
        rows.add(verification(ledger, checkpoint, workers));
        String plans = plans(ledger);
        return Table.markdown(rows) + growth() + searches() + storage(entry) + plans;
    }

    private List<Row> appends(Ledger ledger, TesseraLog tessera) throws SQLException {
        Duel duel = new Duel(ledger, tessera, options, progress);
        List<Row> rows = new ArrayList<>();
        for (int producers : options.producers().reversed()) {
            progress.accept("measuring: " + producers + " producers");
            rows.addFirst(told(duel.durable(producers)));
        }
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

    private Growth grownTo(Ledger ledger, long size, double filled) throws IOException, SQLException {
        int producers = options.producers().get(options.producers().size() / 2);
        Appending.Seen appended = new Appending(ledger, producers).run(options.warmUp(), options.round());
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
        Latencies all = new Latencies();
        last.searches().values().forEach(all::add);
        String slowest = last.searches().entrySet().stream()
                .max(java.util.Comparator.comparingDouble(
                        entry -> entry.getValue().millis(P99)))
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

    private String growth() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n### As it grows%n%n| records | filled | %d producers | acknowledged p99 | provable p99 | search p50 | search p99 | bytes"
                        + " a record |%n| --- | --- | --- | --- | --- | --- | --- | --- |%n",
                options.producers().get(options.producers().size() / 2)));
        for (Growth at : grown) {
            Latencies all = new Latencies();
            at.searches().values().forEach(all::add);
            long bytes = at.storage().values().stream()
                    .mapToLong(each -> each.rows() + each.indexes())
                    .sum();
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %,.0f/s | %,.0f/s | %.1f ms | %.0f ms | %.1f ms | %.1f ms | %,d |%n",
                    at.size(),
                    at.filled(),
                    at.appended().perSecond(),
                    at.appended().acknowledged().millis(P99),
                    at.appended().provable().millis(P99),
                    all.millis(P50),
                    all.millis(P99),
                    bytes / at.size()));
        }
        return text.toString();
    }

    private String searches() {
        StringBuilder text = new StringBuilder("\n### Searches\n\np50 and p99 in milliseconds.\n\n");
        StringJoiner head = new StringJoiner(" | ", "| ", " |\n").add("what is looked for");
        StringJoiner line = new StringJoiner(" | ", "| ", " |\n").add("---");
        for (Growth at : grown) {
            head.add(String.format(Locale.ROOT, "%,d records", at.size()));
            line.add("---");
        }
        text.append(head).append(line);
        for (String kind : grown.getLast().searches().keySet()) {
            StringJoiner cells = new StringJoiner(" | ", "| ", " |\n").add(kind);
            for (Growth at : grown) {
                Latencies seen = at.searches().getOrDefault(kind, new Latencies());
                cells.add(String.format(Locale.ROOT, "%.1f, %.1f", seen.millis(P50), seen.millis(P99)));
            }
            text.append(cells);
        }
        return text.toString();
    }

    private String storage(int entry) {
        Growth last = grown.getLast();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n### What a record takes%n%nBytes a record with %,d records; a body has %,d in the mean. %n%n"
                        + "| table | rows | indexes |%n| --- | --- | --- |%n",
                last.size(),
                entry));
        last.storage()
                .forEach((table, bytes) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f |%n",
                        table,
                        bytes.rows() / (double) last.size(),
                        bytes.indexes() / (double) last.size())));
        return text.toString();
    }

    private String plans(Ledger ledger) throws SQLException, IOException {
        Map<String, List<String>> plans = new Plans(ledger, ledger.ground().log("postgres"))
                .of(new Searching(ledger, options.seed() + 1, options.searching(), options.searches()), ledger.sent());
        return String.format(
                        Locale.ROOT,
                        "%n### Plans with %,d records%n",
                        grown.getLast().size())
                + plans.entrySet().stream()
                        .map(plan -> "\n" + plan.getKey() + ":\n\n"
                                + plan.getValue().stream()
                                        .map(node -> "    " + node + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }
}
