package uk.concord.policy.cohort;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list in a thread of its own, some way ahead of the answers and no further. Many clients take no answer before they have
 * sent all; without this, they and we would wait for each other.
 */
final class ReadAhead implements AutoCloseable {

    private final RowReader rows;
    private final int rowsInAPart;
    private final ClientWatch watch;
    private final BlockingQueue<Rows> read;
    private final Thread thread;
    private volatile @Nullable IOException broken;

    ReadAhead(RowReader rows, CohortSettings settings, ClientWatch watch) {
        this.rows = rows;
        this.rowsInAPart = settings.rowsInARecord();
        this.watch = watch;
        this.read = new ArrayBlockingQueue<>(Math.max(2, settings.rowsReadAhead() / rowsInAPart));
        this.thread = Thread.ofVirtual().name("cohort-reader").start(this::read);
    }

    private void read() {
        try {
            long line = 1;
            Rows some;
            do {
                some = some(line);
                watch.moved();
                line += some.count();
                read.put(some);
            } while (!some.isEnd());
        } catch (IOException e) {
            broken = e;
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Rows some(long firstLine) throws IOException {
        long[] numbers = new long[rowsInAPart];
        int count = 0;
        while (count < numbers.length) {
            long next = rows.next();
            if (next == RowReader.END) {
                break;
            }
            numbers[count++] = next;
        }
        return count == 0 ? Rows.END : new Rows(firstLine, numbers, count);
    }

    private void end() {
        try {
            read.put(Rows.END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The next rows, or the end.
     *
     * @throws IOException if the client broke off
     */
    Rows next() throws IOException, InterruptedException {
        Rows next = watch.whileWaiting(read::take);
        IOException why = broken;
        if (next.isEnd() && why != null) {
            throw why;
        }
        return next;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
