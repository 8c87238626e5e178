package uk.concord.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import uk.concord.benchmark.report.Row;
import uk.concord.benchmark.scenario.Scenario;
import uk.concord.benchmark.scenario.Stage;

/** Measures scenarios one after the other; each has a bound, and one that fails leaves the others alone. */
final class Measurement {

    private final Consumer<String> progress;
    private final Duration bound;

    /**
     * @param bound how long one scenario may take
     */
    Measurement(Consumer<String> progress, Duration bound) {
        this.progress = progress;
        this.bound = bound;
    }

    List<Row> of(Stage stage, List<Scenario> scenarios) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            progress.accept("measuring: " + scenario.name());
            Row row = measured(stage, scenario);
            progress.accept("  " + row.ours() + " | " + row.peer() + " | " + row.ratio() + " | " + row.met());
            rows.add(row);
        }
        return rows;
    }

    private Row measured(Stage stage, Scenario scenario) {
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("scenario").factory());
        Future<Row> future = worker.submit(() -> scenario.measure(stage));
        try {
            return future.get(bound.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            return failed(scenario, "it did not end within " + bound.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(scenario, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(scenario, "interrupted");
        } finally {
            worker.shutdownNow();
        }
    }

    private static Row failed(Scenario scenario, String why) {
        return Row.failed(scenario.name(), scenario.goal(), why);
    }
}
