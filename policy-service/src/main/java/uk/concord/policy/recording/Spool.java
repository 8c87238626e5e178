package uk.concord.policy.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.policy.together.Ticket;
import uk.concord.policy.together.Together;

/**
 * Keeps audit events in the outbox of this service, whose relay hands them to Kafka when it is there, in their order, with the
 * same event ids. Events that come together are kept in one transaction, because transactions that write there end one after
 * the other.
 */
@ApplicationScoped
class Spool {

    private final Outbox outbox;
    private final RecordingSettings settings;
    private final Together<List<CloudEvent>, Boolean> transactions;
    private final Counter kept;

    Spool(Outbox outbox, RecordingSettings settings, MeterRegistry metrics) {
        this.outbox = outbox;
        this.settings = settings;
        this.transactions = new Together<>(
                "audit-spool",
                new Together.Limits(settings.spoolTogether(), 1, settings.spoolWaitingAtMost()),
                this::keepAll);
        this.kept = metrics.counter("concord_recording_spooled");
        metrics.gauge("concord_recording_spool_waiting", this, Spool::waiting);
    }

    /**
     * Returns when the database holds the events.
     *
     * @throws RuntimeException if it didn't say so in time. It may hold them all the same, all or none
     */
    void keep(List<CloudEvent> events) {
        Ticket<List<CloudEvent>, Boolean> ticket = new Ticket<>(events, settings.spoolWithin());
        if (!transactions.submit(List.of(ticket))) {
            throw new IllegalStateException("too many records wait for the database");
        }
        Optional<Boolean> done = ticket.await();
        if (done.isEmpty()) {
            throw new IllegalStateException("the database didn't keep the records in time");
        }
        kept.increment(events.size());
    }

    int waiting() {
        return transactions.waiting();
    }

    private void keepAll(List<Ticket<List<CloudEvent>, Boolean>> batch) {
        List<CloudEvent> events =
                batch.stream().flatMap(ticket -> ticket.item().stream()).toList();
        QuarkusTransaction.requiringNew()
                .timeout(Math.toIntExact(Math.max(1, settings.spoolWithin().toSeconds())))
                .run(() -> outbox.append(Topic.AUDIT, events));
        batch.forEach(ticket -> ticket.done(true));
    }
}
