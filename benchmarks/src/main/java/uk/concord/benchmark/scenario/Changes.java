package uk.concord.benchmark.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.concord.benchmark.load.Connection;
import uk.concord.benchmark.load.Latencies;
import uk.concord.benchmark.population.Population;
import uk.concord.benchmark.question.Questions;
import uk.concord.benchmark.question.Spread;
import uk.concord.benchmark.report.Row;

/**
 * A hundred people a second object to sharing for their care. From the moment at which the change is handed to Kafka, as the relay does,
 * to the first answer over HTTP that rests on it; and no permit may come later than the bound, ever.
 */
public final class Changes implements Scenario {

    private static final int PER_SECOND = 100;
    private static final int ASKERS = 24;
    private static final double GOAL_MILLIS = 50;
    private static final double P50 = 0.5;
    private static final double P99 = 0.99;
    private static final long BOUND_NANOS = 2_000_000_000L;
    private static final long GIVE_UP_NANOS = 10_000_000_000L;
    private static final Pattern REVISION = Pattern.compile("\"patient\":(\\d+)");
    private static final String OBJECTS =
            "[{\"scheme\":\"shared-care-record\",\"version\":2,\"effect\":\"deny\",\"since\":\"2026-11-01T09:00:00Z\",\"exceptions\":[]}]";

    @Override
    public String name() {
        return "opt-out to enforced, at 100 changes/s";
    }

    @Override
    public String goal() {
        return "p99 50 ms or less; no permit older than its bound";
    }

    @Override
    public Row measure(Stage stage) throws InterruptedException {
        Run run = new Run(stage);
        run.changes(stage.options().warmUp().toSeconds() * PER_SECOND, new Latencies());
        Latencies latencies = new Latencies();
        long changes = stage.options().changing().toSeconds() * PER_SECOND;
        run.stalePermits.set(0);
        run.oldestPermit.set(0);
        run.failed.set(0);
        run.changes(changes, latencies);
        boolean met = latencies.millis(P99) <= GOAL_MILLIS && run.stalePermits.get() == 0 && run.failed.get() == 0;
        return new Row(
                name(),
                String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                        latencies.millis(P50),
                        latencies.millis(P99),
                        latencies.maxMillis()),
                "-",
                "-",
                goal(),
                Row.met(met),
                List.of(
                        changes + " changes by " + changes
                                + " patients; the change is over when an answer carries its revision,"
                                + " so the time of that question is in it.",
                        String.format(
                                Locale.ROOT,
                                "permits that came more than 2 s after a change: %d; the latest permit came %.1f ms after; changes"
                                        + " that were not seen within 10 s: %d; the truth was read %d times.",
                                run.stalePermits.get(),
                                run.oldestPermit.get() / 1e6,
                                run.failed.get(),
                                stage.truth().asked())));
    }

    private static final class Run {

        private final Stage stage;
        private final Questions questions;
        private final Population population;
        private final byte[] head;
        private final AtomicInteger stalePermits = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicLong oldestPermit = new AtomicLong();
        private int nextPatient;

        Run(Stage stage) {
            this.stage = stage;
            this.questions = stage.questions(Spread.AS_ASKED);
            this.population = stage.population();
            this.head = stage.partnerHead("/access/v1/evaluation");
        }

        private void changes(long count, Latencies latencies) throws InterruptedException {
            ThreadLocal<Connection> connections = ThreadLocal.withInitial(this::connect);
            ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
            long began = System.nanoTime();
            for (long i = 0; i < count; i++) {
                long due = began + i * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int patient = nextPatient++ % population.size();
                long sent = System.nanoTime();
                stage.states().send(population.id(patient), population.state(patient, 2, OBJECTS));
                askers.execute(() -> follow(connections.get(), patient, sent, latencies));
            }
            askers.shutdown();
            if (!askers.awaitTermination(60, TimeUnit.SECONDS)) {
                askers.shutdownNow();
                throw new IllegalStateException("the questions about changes did not end");
            }
        }

        private void follow(Connection connection, int patient, long sent, Latencies latencies) {
            byte[] body = questions.aboutCare(patient).getBytes(StandardCharsets.UTF_8);
            while (System.nanoTime() - sent < GIVE_UP_NANOS) {
                long asked = System.nanoTime();
                try {
                    Connection.Answer answer = connection.send(head, body);
                    String text = answer.text();
                    Matcher revision = REVISION.matcher(text);
                    if (answer.status() == 200 && revision.find() && Long.parseLong(revision.group(1)) >= 2) {
                        synchronized (latencies) {
                            latencies.record(System.nanoTime() - sent);
                        }
                        return;
                    }
                    if (text.contains("\"decision\":true")) {
                        long age = asked - sent;
                        oldestPermit.accumulateAndGet(age, Math::max);
                        stalePermits.addAndGet(age > BOUND_NANOS ? 1 : 0);
                    }
                } catch (IOException e) {
                    break;
                }
            }
            failed.incrementAndGet();
        }

        private Connection connect() {
            try {
                return new Connection(stage.service().port());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
