package uk.concord.consent.idempotency;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Does a patient's request once, however often it is sent with the same key, and gives the same answer each time. */
@ApplicationScoped
public class IdempotentAnswers {

    private static final Duration KEPT = Duration.ofHours(24);
    // Held until the transaction ends; a second sender must not wait for it but be told.
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(:key, 4850187))";

    private final EntityManager entities;
    private final Clock clock;

    IdempotentAnswers(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * An answer as it was given.
     *
     * @param revision of the patient, after the change
     * @param body JSON
     */
    public record Answer(long revision, String body) {}

    /**
     * The answer that this key got before, or that of the work, which is then kept if the running transaction commits.
     *
     * @param fingerprint tells this request's content from another one's
     * @throws ProblemException 409 while the first request with this key is running, 422 if it had another content
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Answer once(PatientId patient, IdempotencyKey key, byte[] fingerprint, Supplier<Answer> work) {
        Object locked = entities.createNativeQuery(LOCK)
                .setParameter("key", patient + " " + key.value())
                .getSingleResult();
        if (!Boolean.TRUE.equals(locked)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The same request is being worked on. Send it again in a moment to get its answer.");
        }
        AnswerEntity kept = entities.find(AnswerEntity.class, new AnswerEntity.Key(patient.value(), key.value()));
        if (kept != null) {
            return replay(kept, fingerprint);
        }
        Answer answer = work.get();
        entities.persist(new AnswerEntity(patient.value(), key.value(), fingerprint, answer, clock.instant()));
        return answer;
    }

    private static Answer replay(AnswerEntity kept, byte[] fingerprint) {
        if (!Arrays.equals(kept.fingerprint, fingerprint)) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE,
                    "This Idempotency-Key was used for another change. Use a new one for each change.");
        }
        return new Answer(kept.revision, kept.answer);
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void clean() {
        entities.createQuery("delete from AnswerEntity where recordedAt < :then")
                .setParameter("then", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
