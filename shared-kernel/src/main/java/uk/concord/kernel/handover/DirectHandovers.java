package uk.concord.kernel.handover;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.Acknowledgements;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;

/**
 * The audit events that this process handed straight to Kafka, in memory, until the ledger has them. Requests add to it without a lock; a
 * process that ends takes with it what wasn't asked for in its last seconds.
 */
@ApplicationScoped
class DirectHandovers implements HandedOver, Acknowledgements {

    private final AskedLedger ledger;
    private final Clock clock;
    private final int most;
    private final long mostContent;
    private final long settleNanos;
    private final Duration alarmAfter;
    private final String name;

    // Any thread.
    private final Queue<Handover> fresh = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicLong content = new AtomicLong();
    private final LongAdder dropped = new LongAdder();

    // The thread that asks.
    private final Deque<Handover> asked = new ArrayDeque<>();
    private final Map<UUID, Lacking> lacking = new LinkedHashMap<>();
    private List<UUID> askedAgain = List.of();
    private long recorded;
    private long parked;
    private long sentAgain;

    DirectHandovers(AskedLedger ledger, HandoverSettings settings, Clock clock, UuidV7 ids) {
        this.ledger = ledger;
        this.clock = clock;
        this.most = settings.keepAtMost();
        this.mostContent = settings.keepContent().asLongValue();
        this.settleNanos = settings.settle().toNanos();
        this.alarmAfter = settings.alarmAfter();
        this.name = ids.next().toString();
    }

    /** One of them; without the event where its content had no room. */
    private record Handover(UUID id, long nanos, @Nullable CloudEvent event) {}

    /** One that the ledger lacks. */
    private record Lacking(
            Handover handover, Instant since, @Nullable Instant alarmedAt) {

        boolean isOverdue(Instant since) {
            return !since().isAfter(since)
                    && (alarmedAt == null || handover.event() != null && !alarmedAt.isAfter(since));
        }
    }

    @Override
    public void acknowledged(Topic topic, CloudEvent event) {
        if (topic != Topic.AUDIT || !ledger.isThere()) {
            return;
        }
        if (kept.incrementAndGet() > most) {
            kept.decrementAndGet();
            dropped.increment();
            return;
        }
        int size = event.data().length;
        boolean hasRoom = content.addAndGet(size) <= mostContent;
        if (!hasRoom) {
            content.addAndGet(-size);
        }
        fresh.add(new Handover(event.id(), System.nanoTime(), hasRoom ? event : null));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String way() {
        return "direct";
    }

    @Override
    public boolean isAsked() {
        return true;
    }

    @Override
    public List<UUID> next(int atMost) {
        long now = System.nanoTime();
        Handover head = fresh.peek();
        while (head != null && asked.size() < atMost && now - head.nanos() >= settleNanos) {
            asked.add(fresh.remove());
            head = fresh.peek();
        }
        return asked.stream().map(Handover::id).toList();
    }

    @Override
    public void answeredNext(HandoverAnswer answer) {
        Instant now = clock.instant();
        List<Handover> all = List.copyOf(asked);
        asked.clear();
        for (Handover handover : all) {
            if (answer.pending().contains(handover.id())) {
                asked.add(handover);
            } else if (answer.missing().contains(handover.id())) {
                lack(handover, now);
            } else {
                found(handover, answer);
            }
        }
    }

    @Override
    public List<UUID> missing(int atMost) {
        askedAgain = lacking.keySet().stream().limit(atMost).toList();
        return askedAgain;
    }

    @Override
    public void answeredMissing(HandoverAnswer answer) {
        for (UUID id : askedAgain) {
            Lacking one = Objects.requireNonNull(lacking.remove(id));
            if (answer.missing().contains(id) || answer.pending().contains(id)) {
                // To the end, so that others have their turn.
                lacking.put(id, one);
            } else {
                found(one.handover(), answer);
            }
        }
    }

    private void lack(Handover handover, Instant now) {
        // Whoever tries again uses the same id, so that it may be here twice.
        if (lacking.putIfAbsent(handover.id(), new Lacking(handover, now, null)) != null) {
            letGo(handover);
        }
    }

    private void letGo(Handover handover) {
        kept.decrementAndGet();
        if (handover.event() != null) {
            content.addAndGet(-handover.event().data().length);
        }
    }

    private void found(Handover handover, HandoverAnswer answer) {
        letGo(handover);
        if (answer.parked().contains(handover.id())) {
            parked++;
        } else {
            recorded++;
        }
    }

    @Override
    public List<Overdue> overdue(int atMost) {
        Instant since = clock.instant().minus(alarmAfter);
        List<Overdue> overdue = new ArrayList<>();
        for (Lacking one : lacking.values()) {
            if (one.isOverdue(since) && overdue.size() < atMost) {
                overdue.add(new Overdue(one.handover().id(), one.handover().event()));
            }
        }
        return overdue;
    }

    @Override
    public void alarmed(List<Overdue> overdue, Set<UUID> sent) {
        Instant now = clock.instant();
        for (Overdue one : overdue) {
            lacking.computeIfPresent(one.id(), (id, before) -> new Lacking(before.handover(), before.since(), now));
        }
        sentAgain += sent.size();
    }

    @Override
    public HandoverCounts counts() {
        return new HandoverCounts(
                0, recorded, parked, lacking.size(), kept.get() - lacking.size(), dropped.sum(), sentAgain);
    }
}
