package uk.concord.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import uk.concord.benchmark.ledger.LedgerMeasurement;
import uk.concord.benchmark.ledger.LedgerOptions;
import uk.concord.benchmark.report.Page;
import uk.concord.stack.ProjectFolder;

/** What {@code ./concord benchmark --ledger} does. */
final class LedgerBenchmark {

    private static final int USAGE = 2;

    private LedgerBenchmark() {}

    /**
     * Measures, and keeps the tables unless only a part was measured.
     *
     * @return the exit status
     */
    static int run(List<String> words) {
        return switch (String.join(" ", words)) {
            case "" -> measure(LedgerOptions.full(), "./concord benchmark --ledger", true);
            case "--million" -> measure(LedgerOptions.some(), "./concord benchmark --ledger --million", false);
            case "--quick" -> measure(LedgerOptions.quick(), "./concord benchmark --ledger --quick", false);
            default -> {
                System.err.println("./concord benchmark --ledger takes nothing, --million or --quick");
                yield USAGE;
            }
        };
    }

    private static int measure(LedgerOptions options, String command, boolean kept) {
        String machine = Machine.told();
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long began = System.nanoTime();
        try {
            String tables = new LedgerMeasurement(options, what -> progress(began, what)).run();
            String text = "`" + command + "`, " + date + ", in " + Math.round((System.nanoTime() - began) / 60e9)
                    + " minutes. " + machine + ".\n\n" + tables;
            System.out.println("\n" + text);
            if (kept) {
                Page.write(ProjectFolder.here().root().resolve("docs/benchmarks-ledger.md"), text);
                progress(began, "written: docs/benchmarks-ledger.md");
            }
            return 0;
        } catch (IOException | SQLException | IllegalStateException e) {
            System.err.println("The ledger could not be measured: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void progress(long began, String what) {
        System.out.printf(Locale.ROOT, "%5d s  %s%n", (System.nanoTime() - began) / 1_000_000_000L, what);
    }
}
