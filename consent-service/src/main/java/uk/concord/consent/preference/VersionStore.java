package uk.concord.consent.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;

/** Keeps versions, which are only ever added. */
@ApplicationScoped
class VersionStore {

    private static final String LATEST = "select distinct on (patient_id, scheme) * from preference_version"
            + " where patient_id in (:patients) order by patient_id, scheme, version desc";
    private static final TypeReference<List<PreferenceRule>> RULES = new TypeReference<>() {};

    private final EntityManager entities;
    private final ObjectMapper json;
    private final UuidV7 ids;

    VersionStore(EntityManager entities, ObjectMapper json, UuidV7 ids) {
        this.entities = entities;
        this.json = json;
        this.ids = ids;
    }

    /** The latest version under each scheme, withdrawn ones too, by patient and in the order of schemes' ids. */
    Map<PatientId, List<PreferenceVersion>> latest(Collection<PatientId> patients) {
        if (patients.isEmpty()) {
            return Map.of();
        }
        return entities.unwrap(Session.class)
                .createNativeQuery(LATEST, VersionEntity.class)
                .setParameter("patients", patients.stream().map(PatientId::value).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        version -> new PatientId(version.patientId),
                        Collectors.mapping(this::read, Collectors.toList())));
    }

    /** Every version of the patient, newest first. */
    List<PreferenceVersion> all(PatientId patient) {
        return entities
                .createQuery(
                        "from VersionEntity where patientId = :patient order by revision desc, scheme",
                        VersionEntity.class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(this::read)
                .toList();
    }

    void add(PatientId patient, PreferenceVersion version, Author author) {
        VersionEntity entity = new VersionEntity(ids.next(), patient.value(), version.scheme());
        entity.version = version.version();
        entity.revision = version.revision();
        entity.state =
                switch (version.state()) {
                    case ACTIVE -> VersionEntity.ACTIVE;
                    case WITHDRAWN -> VersionEntity.WITHDRAWN;
                };
        entity.effect = lower(version.effect());
        entity.exceptions = write(version.exceptions());
        entity.recordedAt = version.recordedAt();
        entity.author = author.actor().subject();
        entity.client = author.actor().client();
        entity.capacity = version.capacity().name().toLowerCase(Locale.ROOT);
        entity.channel = version.channel();
        entity.evidence = write(author.evidence());
        entity.wording = version.wording();
        entities.persist(entity);
    }

    private PreferenceVersion read(VersionEntity entity) {
        return new PreferenceVersion(
                entity.scheme,
                entity.version,
                entity.revision,
                entity.isActive() ? PreferenceVersion.State.ACTIVE : PreferenceVersion.State.WITHDRAWN,
                entity.effect == null ? null : Effect.valueOf(entity.effect.toUpperCase(Locale.ROOT)),
                rules(entity.exceptions),
                entity.recordedAt,
                Capacity.valueOf(entity.capacity.toUpperCase(Locale.ROOT)),
                entity.channel,
                entity.wording);
    }

    private List<PreferenceRule> rules(String exceptions) {
        try {
            return json.readValue(exceptions, RULES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored version of a preference can't be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a version of a preference can always be written", e);
        }
    }

    private static @Nullable String lower(@Nullable Effect effect) {
        return effect == null ? null : effect.name().toLowerCase(Locale.ROOT);
    }
}
