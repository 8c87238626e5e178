package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import uk.concord.audit.merkle.Tile;

/** Reads all leaves chunk by chunk: several at once, handed on in their order. */
final class Chunks implements AutoCloseable {

    private static final long LEAVES = 16L * Tile.WIDTH;
    /** So many chunks for each reader may wait to be handed on. */
    private static final int AHEAD = 3;

    private final BlockingQueue<Connection> connections;
    private final ExecutorService workers;
    private final Queue<Future<Chunk>> ahead = new ArrayDeque<>();
    private final EntrySum.Keys keys;
    private final long end;
    private final int most;
    private long next;

    /**
     * @param readers the connections to read through
     * @param end one more than the last leaf's index
     */
    Chunks(List<Connection> readers, long end, EntrySum.Keys keys) {
        this.connections = new LinkedBlockingQueue<>(readers);
        this.workers = Executors.newFixedThreadPool(
                readers.size(),
                Thread.ofPlatform().daemon().name("ledger-check-", 0).factory());
        this.end = end;
        this.keys = keys;
        this.most = AHEAD * readers.size();
    }

    boolean hasNext() {
        return next < end || !ahead.isEmpty();
    }

    /** The next chunk. */
    Chunk next() throws SQLException {
        while (next < end && ahead.size() < most) {
            long from = next;
            next = Math.min(next + LEAVES, (end + Tile.WIDTH - 1) / Tile.WIDTH * Tile.WIDTH);
            long until = next;
            ahead.add(workers.submit(() -> read(from, until)));
        }
        try {
            return ahead.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("The ledger can't be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private Chunk read(long from, long until) throws SQLException, InterruptedException {
        Connection connection = connections.take();
        try {
            return Chunk.of(connection, from, until, keys);
        } finally {
            connections.add(connection);
        }
    }

    /** Ends what is under way, and returns when nobody uses the connections any more. */
    @Override
    public void close() {
        ahead.forEach(chunk -> chunk.cancel(false));
        workers.close();
    }
}
