package uk.concord.policy.together;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does work that comes from many threads several pieces at a time. What comes while there is a free place goes at once, alone;
 * what comes while all places are taken goes together, as soon as one is free. So nothing waits for company, and the busier it
 * is, the fuller the batches are. Safe for any thread.
 */
public final class Together<I, O> {

    /** Does these pieces of work, at least one, and tells each ticket what became of it. */
    @FunctionalInterface
    public interface Work<I, O> {
        void doAll(List<Ticket<I, O>> batch);
    }

    /**
     * How much at a time.
     *
     * @param batch pieces of work done together, at most
     * @param places batches under way, at most
     * @param waiting pieces of work that wait for a place, at most
     */
    public record Limits(int batch, int places, int waiting) {

        public Limits {
            if (batch < 1 || places < 1 || waiting < 1) {
                throw new IllegalArgumentException("limits are at least 1");
            }
        }
    }

    private final String name;
    private final Limits limits;
    private final Work<I, O> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket<I, O>> waiting = new ArrayDeque<>();
    private int taken;

    /** @param name of its threads */
    public Together(String name, Limits limits, Work<I, O> work) {
        this.name = name;
        this.limits = limits;
        this.work = work;
    }

    /**
     * Takes these pieces of work.
     *
     * @return false if too many wait already; then none of them was taken
     */
    public boolean submit(List<Ticket<I, O>> tickets) {
        int starting;
        lock.lock();
        try {
            if (waiting.size() + tickets.size() > limits.waiting()) {
                return false;
            }
            waiting.addAll(tickets);
            int batches = Math.ceilDiv(waiting.size(), limits.batch());
            starting = Math.min(limits.places() - taken, batches);
            taken += starting;
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < starting; i++) {
            Thread.ofVirtual().name(name).start(this::workOff);
        }
        return true;
    }

    /** Pieces of work that wait for a place. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Batches under way. */
    public int underWay() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void workOff() {
        for (List<Ticket<I, O>> batch = next(); !batch.isEmpty(); batch = next()) {
            doAll(batch);
        }
    }

    // The place is given back with the last look at the queue, in one step, so that nothing is left waiting without
    // one.
    private List<Ticket<I, O>> next() {
        List<Ticket<I, O>> batch = new ArrayList<>();
        lock.lock();
        try {
            while (batch.size() < limits.batch() && !waiting.isEmpty()) {
                Ticket<I, O> ticket = waiting.remove();
                if (ticket.isLate()) {
                    ticket.failed(new IllegalStateException("nobody waits for it any more"));
                } else {
                    batch.add(ticket);
                }
            }
            if (batch.isEmpty()) {
                taken--;
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void doAll(List<Ticket<I, O>> batch) {
        RuntimeException failure = null;
        try {
            work.doAll(batch);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            for (Ticket<I, O> ticket : batch) {
                if (!ticket.isOver()) {
                    ticket.failed(failure == null ? new IllegalStateException("nothing became of it") : failure);
                }
            }
        }
    }
}
