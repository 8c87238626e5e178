package uk.concord.consent.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.outbox.Outbox;

/** Puts people on the register, each with the two events that tell of it. */
@ApplicationScoped
class Registration {

    // Registrations wait for one another, so that two imports of the same number can't both make a patient of it.
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(4850187261021374467)";

    private final EntityManager entities;
    private final Outbox outbox;
    private final StateEvents states;
    private final AuditEvents audit;
    private final Clock clock;
    private final UuidV7 ids;

    Registration(
            EntityManager entities,
            Outbox outbox,
            StateEvents states,
            AuditEvents audit,
            Clock clock,
            UuidV7 ids) {
        this.entities = entities;
        this.outbox = outbox;
        this.states = states;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** Registers those of these numbers that aren't on the register, in one transaction, and says how many that were. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int register(Collection<NhsNumber> numbers, AuditActor actor) {
        entities.createNativeQuery(LOCK).getResultList();
        Set<NhsNumber> unknown = new HashSet<>(numbers);
        unknown.removeAll(known(numbers));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<CloudEvent> stateEvents = new ArrayList<>();
        List<CloudEvent> auditEvents = new ArrayList<>();
        for (NhsNumber number : unknown.stream().sorted().toList()) {
            PatientId id = new PatientId(ids.next());
            entities.persist(new PatientEntity(id.value(), now));
            entities.persist(new AliasEntity(number, id.value(), now));
            stateEvents.add(states.of(new RegisteredPatient(id, 0, now, List.of(number)).with(List.of())));
            auditEvents.add(audit.event(audit.record(registered(id, actor))));
        }
        if (!stateEvents.isEmpty()) {
            entities.flush();
            outbox.append(Topic.PREFERENCE_STATE, stateEvents);
            outbox.append(Topic.AUDIT, auditEvents);
        }
        entities.clear();
        return unknown.size();
    }

    private Set<NhsNumber> known(Collection<NhsNumber> numbers) {
        return new HashSet<>(entities
                .createQuery("select nhsNumber from AliasEntity where nhsNumber in :numbers", String.class)
                .setParameter("numbers", numbers.stream().map(NhsNumber::digits).toList())
                .getResultStream()
                .map(NhsNumber::of)
                .toList());
    }

    private static AuditEntry registered(PatientId id, AuditActor actor) {
        return AuditEntry.of(
                        AuditType.PATIENT_REGISTERED,
                        actor,
                        "registered",
                        "The patient was put on the patient register by an import.")
                .about(AuditPatient.registered(id))
                .with(Map.of("revision", 0));
    }
}
