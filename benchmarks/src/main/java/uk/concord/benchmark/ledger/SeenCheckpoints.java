package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import uk.concord.benchmark.load.Connection;

/** Looks at the published checkpoint every 5 ms, as anybody may, and keeps when each was first seen. */
final class SeenCheckpoints implements AutoCloseable {

    private static final long LOOK_EVERY = 5_000_000;
    private static final byte[] HEAD = Connection.head("GET", "/audit/log/checkpoint", Map.of());

    private final int port;
    private final TreeMap<Long, Long> seen = new TreeMap<>();
    private final Thread thread = Thread.ofPlatform().name("checkpoints").unstarted(this::look);
    private volatile boolean wanted = true;
    private volatile long newest;

    SeenCheckpoints(int port) {
        this.port = port;
    }

    SeenCheckpoints start() {
        thread.start();
        return this;
    }

    private void look() {
        try (Connection connection = new Connection(port)) {
            while (wanted) {
                note(connection.send(HEAD, new byte[0]));
                LockSupport.parkNanos(LOOK_EVERY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(Connection.Answer answer) {
        long now = System.nanoTime();
        if (answer.status() != 200) {
            return;
        }
        long size = Long.parseLong(answer.text().split("\n", 3)[1]);
        if (size > newest) {
            synchronized (seen) {
                seen.put(size, now);
            }
            newest = size;
        }
    }

    /** The size of the newest that was seen. */
    long newest() {
        return newest;
    }

    /** When the first checkpoint was seen that covers this leaf, by {@link System#nanoTime}; -1 if none does. */
    long coveredAt(long leaf) {
        synchronized (seen) {
            Entry<Long, Long> first = seen.higherEntry(leaf);
            return first == null ? -1 : first.getValue();
        }
    }

    @Override
    public void close() {
        wanted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
