package uk.concord.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** So many callers, each of which asks again as soon as it has its answer. */
public final class ClosedLoop {

    private static final byte[] PERMIT = "\"decision\":true".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] head;
    private final LongFunction<String> bodies;
    private final AtomicLong next = new AtomicLong();

    /**
     * @param head from {@link Connection#head}
     * @param bodies the body of each request by its number, which never comes twice
     */
    public ClosedLoop(int port, byte[] head, LongFunction<String> bodies) {
        this.port = port;
        this.head = head;
        this.bodies = bodies;
    }

    /**
     * What was seen.
     *
     * @param errors answers other than 200, and broken connections
     * @param permits answers that said {@code "decision":true}
     */
    public record Seen(long requests, long errors, long permits, Duration took, Latencies latencies) {

        public double perSecond() {
            return requests / (took.toNanos() / 1e9);
        }
    }

    /** Asks for so long. */
    public Seen run(int callers, Duration time) {
        return run(callers, System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
    }

    /** Asks so many questions. */
    public Seen run(int callers, long requests) {
        return run(callers, Long.MAX_VALUE, next.get() + requests);
    }

    private Seen run(int callers, long until, long last) {
        List<Caller> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Caller caller = new Caller(until, last);
            all.add(caller);
            caller.thread.start();
        }
        Latencies latencies = new Latencies();
        long errors = 0;
        long permits = 0;
        for (Caller caller : all) {
            try {
                caller.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            latencies.add(caller.latencies);
            errors += caller.errors;
            permits += caller.permits;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Seen(latencies.count() - errors, errors, permits, took, latencies);
    }

    private final class Caller {

        private final Latencies latencies = new Latencies();
        private final Thread thread;
        private final long until;
        private final long last;
        private long errors;
        private long permits;

        Caller(long until, long last) {
            this.until = until;
            this.last = last;
            this.thread = Thread.ofPlatform().name("caller").unstarted(this::work);
        }

        private void work() {
            try (Connection connection = new Connection(port)) {
                long number = next.getAndIncrement();
                while (number < last && System.nanoTime() < until) {
                    ask(connection, bodies.apply(number).getBytes(StandardCharsets.UTF_8));
                    number = next.getAndIncrement();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void ask(Connection connection, byte[] body) throws IOException {
            long began = System.nanoTime();
            boolean fine = false;
            try {
                Connection.Answer answer = connection.send(head, body);
                fine = answer.status() == 200;
                permits += count(answer.body());
            } catch (IOException e) {
                connection.reopen();
            }
            latencies.record(System.nanoTime() - began);
            errors += fine ? 0 : 1;
        }
    }

    private static int count(byte[] body) {
        int found = 0;
        for (int i = 0; i <= body.length - PERMIT.length; i++) {
            if (body[i] == '"' && java.util.Arrays.equals(body, i, i + PERMIT.length, PERMIT, 0, PERMIT.length)) {
                found++;
            }
        }
        return found;
    }
}
