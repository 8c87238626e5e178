package uk.concord.consent.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;

/** The patients that this region knows. */
@ApplicationScoped
public class PatientRegister {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final EntityManager entities;

    PatientRegister(EntityManager entities) {
        this.entities = entities;
    }

    /** The patient to whom this number leads. */
    @Transactional
    public Optional<PatientId> find(NhsNumber number) {
        return Optional.ofNullable(entities.find(AliasEntity.class, number.digits()))
                .map(alias -> new PatientId(alias.patientId));
    }

    /** The patient as she stands. */
    @Transactional
    public Optional<RegisteredPatient> get(PatientId id) {
        return Optional.ofNullable(entities.find(PatientEntity.class, id.value()))
                .map(patient -> describe(List.of(patient)).getFirst());
    }

    /** The patient as she stands, whom nobody else can change until the running transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<RegisteredPatient> lock(PatientId id) {
        return Optional.ofNullable(entities.find(PatientEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(patient -> describe(List.of(patient)).getFirst());
    }

    /** The next patients behind this one in the order of ids, locked as by {@link #lock}; from the first one if it is null. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RegisteredPatient> lockAfter(@Nullable UUID after, int atMost) {
        List<PatientEntity> patients = entities.createQuery(
                        "from PatientEntity where id > :after order by id", PatientEntity.class)
                .setParameter("after", after == null ? BEFORE_ALL : after)
                .setMaxResults(atMost)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return describe(patients);
    }

    /** How many patients there are. */
    @Transactional
    public long count() {
        return entities.createQuery("select count(*) from PatientEntity", Long.class)
                .getSingleResult();
    }

    /** Moves a locked patient to the next revision. */
    @Transactional(Transactional.TxType.MANDATORY)
    public RegisteredPatient advance(RegisteredPatient patient, Instant now) {
        PatientEntity entity = entities.getReference(PatientEntity.class, patient.id().value());
        entity.revision = patient.revision() + 1;
        entity.changedAt = now;
        return patient.at(entity.revision, now);
    }

    private List<RegisteredPatient> describe(List<PatientEntity> patients) {
        Map<UUID, List<AliasEntity>> aliases = entities
                .createQuery("from AliasEntity where patientId in :ids order by nhsNumber", AliasEntity.class)
                .setParameter("ids", patients.stream().map(patient -> patient.id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(alias -> alias.patientId));
        List<RegisteredPatient> described = new ArrayList<>(patients.size());
        for (PatientEntity patient : patients) {
            List<NhsNumber> numbers = aliases.getOrDefault(patient.id, List.of()).stream()
                    .map(alias -> NhsNumber.of(alias.nhsNumber))
                    .toList();
            described.add(new RegisteredPatient(
                    new PatientId(patient.id), patient.revision, patient.changedAt, numbers));
        }
        return described;
    }
}
