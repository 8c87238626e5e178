package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import uk.concord.audit.ledger.LeafRanges;

/** Reads all leaves chunk by chunk: several at once, handed on in their order. */
final class Chunks implements AutoCloseable {

    private static final long LEAVES = 4 * LeafRanges.WIDTH;
    /** So many chunks for each reader may wait to be handed on. */
    private static final int AHEAD = 3;

    private final BlockingQueue<Connection> connections;
    private final ExecutorService workers;
    private final Queue<Future<Chunk>> ahead = new ArrayDeque<>();
    private final EntrySum.Keys keys;
    private final Connection connection;
    private final long last;
    private final long ranged;
    private final int most;
    private long next;
    private boolean ended;

    /** @param last the last leaf's index; -1 if there is none */
    Chunks(Snapshot snapshot, long last, EntrySum.Keys keys) throws SQLException {
        List<Connection> readers = snapshot.readers();
        this.connections = new LinkedBlockingQueue<>(readers);
        this.workers = Executors.newFixedThreadPool(
                readers.size(),
                Thread.ofPlatform().daemon().name("ledger-check-", 0).factory());
        this.connection = snapshot.main();
        this.last = last;
        this.ranged = LeafRanges.end(connection);
        this.keys = keys;
        this.most = AHEAD * readers.size();
        goOnAt(Long.MIN_VALUE);
    }

    boolean hasNext() {
        return !ended || !ahead.isEmpty();
    }

    /** The next chunk. */
    Chunk next() throws SQLException {
        while (!ended && ahead.size() < most) {
            long from = next;
            ahead.add(workers.submit(() -> read(from, from + LEAVES)));
            next = from + LEAVES;
            ended = next > last || next < from;
        }
        Chunk chunk = taken(ahead.remove());
        if (chunk.leaves().isEmpty() && !ended) {
            goOnAt(next);
        }
        return chunk;
    }

    // Leaves stand one behind the other, so this matters only where somebody made a hole: it may be wider than anybody
    // can walk.
    private void goOnAt(long least) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select min(leaf_index) from leaf where leaf_index >= ?")) {
            query.setLong(1, least);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                next = Math.floorDiv(row.getLong(1), LeafRanges.WIDTH) * LeafRanges.WIDTH;
                ended = row.wasNull();
            }
        }
    }

    private static Chunk taken(Future<Chunk> chunk) throws SQLException {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
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
            return Chunk.of(connection, from, until, ranged, keys);
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
