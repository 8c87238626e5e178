package uk.concord.consent.choice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import uk.concord.kernel.identity.PatientId;

/** Keeps the answers of patients until they are confirmed, cancelled, or a day old. */
@ApplicationScoped
class Drafts {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String FIND = "select tag, based_on, cast(answers as text) as answers from choice_draft"
            + " where patient_id = :patient and scheme = :scheme and saved_at > :oldest";
    private static final String SAVE = "insert into choice_draft (patient_id, scheme, tag, based_on, answers, saved_at)"
            + " values (:patient, :scheme, :tag, :basedOn, cast(:answers as jsonb), :now)"
            + " on conflict (patient_id, scheme) do update set tag = excluded.tag, based_on = excluded.based_on,"
            + " answers = excluded.answers, saved_at = excluded.saved_at";

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    Drafts(EntityManager entities, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    Optional<Draft> find(PatientId patient, String scheme) {
        return find(FIND, patient, scheme);
    }

    /** The draft, which nobody else gets before the running transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Draft> lock(PatientId patient, String scheme) {
        return find(FIND + " for update", patient, scheme);
    }

    @Transactional
    void save(PatientId patient, String scheme, long basedOn, Answers answers) {
        entities.createNativeQuery(SAVE)
                .setParameter("patient", patient.value())
                .setParameter("scheme", scheme)
                .setParameter("tag", UUID.randomUUID())
                .setParameter("basedOn", basedOn)
                .setParameter("answers", write(answers))
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    @Transactional
    void delete(PatientId patient, String scheme) {
        entities.createNativeQuery("delete from choice_draft where patient_id = :patient and scheme = :scheme")
                .setParameter("patient", patient.value())
                .setParameter("scheme", scheme)
                .executeUpdate();
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void clean() {
        entities.createNativeQuery("delete from choice_draft where saved_at <= :oldest")
                .setParameter("oldest", oldest())
                .executeUpdate();
    }

    private Optional<Draft> find(String query, PatientId patient, String scheme) {
        return entities.unwrap(Session.class)
                .createNativeQuery(query, Tuple.class)
                .setParameter("patient", patient.value())
                .setParameter("scheme", scheme)
                .setParameter("oldest", oldest())
                .getResultStream()
                .map(this::read)
                .findFirst();
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }

    private Draft read(Tuple row) {
        try {
            return new Draft(
                    row.get("tag", UUID.class),
                    row.get("based_on", Number.class).longValue(),
                    json.readValue(row.get("answers", String.class), Answers.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft can't be read", e);
        }
    }

    private String write(Answers answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft can always be written", e);
        }
    }
}
