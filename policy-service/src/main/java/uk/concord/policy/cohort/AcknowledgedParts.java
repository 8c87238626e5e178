package uk.concord.policy.cohort;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.recording.Recorder;

/** Holds each part's answers back until its record is kept, and keeps a few records on their way at once. */
final class AcknowledgedParts implements AutoCloseable {

    private static final int ON_THE_WAY = 3;

    private final Recorder recorder;
    private final Sink out;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Where answers go out. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] answers, Totals soFar) throws IOException, InterruptedException;
    }

    private record Waiting(Future<?> record, byte[] answers, Totals soFar) {}

    AcknowledgedParts(Recorder recorder, Sink out) {
        this.recorder = recorder;
        this.out = out;
    }

    /** Sends the record off, and writes the answers of those before it that are kept by now. */
    void add(AuditRecord record, byte[] answers, Totals soFar) throws IOException, InterruptedException {
        waiting.add(new Waiting(threads.submit(() -> recorder.record(List.of(record))), answers, soFar));
        while (waiting.size() > ON_THE_WAY) {
            writeFirst();
        }
    }

    /** Answers that need no record, such as that a row held no number. */
    void addWithoutRecord(byte[] answers, Totals soFar) {
        waiting.add(new Waiting(threads.submit(() -> {}), answers, soFar));
    }

    /** Writes all that are left. */
    void drain() throws IOException, InterruptedException {
        while (!waiting.isEmpty()) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException, InterruptedException {
        Waiting first = waiting.remove();
        try {
            first.record().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("a record is kept or refused", e.getCause());
        }
        out.write(first.answers(), first.soFar());
    }

    @Override
    public void close() {
        threads.close();
    }
}
