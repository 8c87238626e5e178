package uk.concord.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.concord.benchmark.ledger.LedgerMeasurement;
import uk.concord.benchmark.ledger.LedgerOptions;
import uk.concord.benchmark.report.Page;
import uk.concord.stack.ProjectFolder;

/** What {@code ./concord benchmark --ledger} does. */
final class LedgerBenchmark {

    private static final int USAGE = 2;

    private LedgerBenchmark() {}

    /**
     * Measures, and keeps the tables unless they are of less than the whole.
     *
     * @return the exit status
     */
    static int run(List<String> words) {
        return wanted(words).map(wanted -> run(wanted, words)).orElseGet(() -> {
            System.err.println("./concord benchmark --ledger takes appends, growth or both, and --million or --quick.");
            return USAGE;
        });
    }

    /**
     * What is measured.
     *
     * @param size the word that says how large it is; empty for the whole
     */
    record Wanted(List<LedgerMeasurement.Part> parts, LedgerOptions options, String size) {}

    /** What these words, behind {@code --ledger}, ask for; nothing if they ask for nothing that there is. */
    static Optional<Wanted> wanted(List<String> words) {
        List<String> left = new ArrayList<>(words);
        List<LedgerMeasurement.Part> named = Arrays.stream(LedgerMeasurement.Part.values())
                .filter(part -> left.remove(name(part)))
                .toList();
        List<LedgerMeasurement.Part> parts = named.isEmpty() ? List.of(LedgerMeasurement.Part.values()) : named;
        String size = String.join(" ", left);
        return switch (size) {
            case "" -> Optional.of(new Wanted(parts, LedgerOptions.full(), size));
            case "--million" -> Optional.of(new Wanted(parts, LedgerOptions.some(), size));
            case "--quick" -> Optional.of(new Wanted(parts, LedgerOptions.quick(), size));
            default -> Optional.empty();
        };
    }

    private static int run(Wanted wanted, List<String> words) {
        String command = ("./concord benchmark --ledger " + String.join(" ", words)).strip();
        for (LedgerMeasurement.Part part : wanted.parts()) {
            // What is appended doesn't depend on how far the curve goes.
            boolean kept = wanted.size().isEmpty()
                    || part == LedgerMeasurement.Part.APPENDS && wanted.size().equals("--million");
            if (!measure(part, wanted.options(), command, kept)) {
                return 1;
            }
        }
        return 0;
    }

    private static String name(LedgerMeasurement.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static boolean measure(LedgerMeasurement.Part part, LedgerOptions options, String command, boolean kept) {
        String machine = Machine.told();
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long began = System.nanoTime();
        try {
            String tables = new LedgerMeasurement(options, what -> progress(began, what)).run(part);
            String text = "`" + command + "`, " + date + ", in " + Math.round((System.nanoTime() - began) / 60e9)
                    + " minutes. " + machine + ".\n\n" + tables;
            System.out.println("\n" + text);
            if (kept) {
                Page.write(ProjectFolder.here().root().resolve("docs/benchmarks-ledger.md"), name(part), text);
                progress(began, "written: docs/benchmarks-ledger.md");
            }
            return true;
        } catch (IOException | SQLException | IllegalStateException e) {
            System.err.println("The ledger could not be measured: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void progress(long began, String what) {
        System.out.printf(Locale.ROOT, "%5d s  %s%n", (System.nanoTime() - began) / 1_000_000_000L, what);
    }
}
