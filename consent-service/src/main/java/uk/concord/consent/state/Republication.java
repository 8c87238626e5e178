package uk.concord.consent.state;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.Session;
import uk.concord.consent.patient.PatientRegister;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.StateEvents;
import uk.concord.consent.preference.Preferences;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.outbox.Outbox;

/** Sends every patient's state again, batch by batch, and goes on where it was after a restart. */
@ApplicationScoped
class Republication {

    private static final int BATCH = 500;

    private final EntityManager entities;
    private final PatientRegister register;
    private final Preferences preferences;
    private final StateEvents states;
    private final Outbox outbox;
    private final Clock clock;
    private final UuidV7 ids;

    Republication(
            EntityManager entities,
            PatientRegister register,
            Preferences preferences,
            StateEvents states,
            Outbox outbox,
            Clock clock,
            UuidV7 ids) {
        this.entities = entities;
        this.register = register;
        this.preferences = preferences;
        this.states = states;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes the order and returns its id. */
    @Transactional
    UUID order(AuditActor actor) {
        RepublicationEntity order = new RepublicationEntity(ids.next(), clock.instant());
        entities.persist(order);
        outbox.append(AuditEntry.of(
                        AuditType.OPERATION, actor, "accepted", "Every patient's state was ordered to be sent again.")
                .with(Map.of("operation", "republish", "order", order.id)));
        return order.id;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(this::batch);
        }
    }

    // The patients are locked until the commit: an older state must never stand behind a newer one, since compaction keeps the
    // last.
    private boolean batch() {
        Optional<RepublicationEntity> open = next();
        if (open.isEmpty()) {
            return false;
        }
        RepublicationEntity order = open.get();
        List<RegisteredPatient> patients = register.lockAfter(order.after, BATCH);
        if (patients.isEmpty()) {
            order.doneAt = clock.instant();
            return true;
        }
        order.after = patients.getLast().id().value();
        order.sent += patients.size();
        outbox.append(
                Topic.PREFERENCE_STATE,
                preferences.states(patients).stream().map(states::of).toList());
        return true;
    }

    // Another replica's order is passed over, not waited for.
    private Optional<RepublicationEntity> next() {
        return entities.unwrap(Session.class)
                .createSelectionQuery(
                        "from RepublicationEntity where doneAt is null order by requestedAt", RepublicationEntity.class)
                .setMaxResults(1)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultStream()
                .findFirst();
    }
}
