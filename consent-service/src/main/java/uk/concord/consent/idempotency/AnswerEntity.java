package uk.concord.consent.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import uk.concord.consent.idempotency.IdempotentAnswers.Answer;

@Entity
@Table(name = "idempotency_key")
@IdClass(AnswerEntity.Key.class)
class AnswerEntity {

    @Id
    @Column(name = "patient_id")
    UUID patientId;

    @Id
    String key;

    @Column
    byte[] fingerprint;

    @Column
    long revision;

    @Column
    String answer;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected AnswerEntity() {}

    AnswerEntity(UUID patientId, String key, byte[] fingerprint, Answer answer, Instant recordedAt) {
        this.patientId = patientId;
        this.key = key;
        this.fingerprint = fingerprint.clone();
        this.revision = answer.revision();
        this.answer = answer.body();
        this.recordedAt = recordedAt;
    }

    record Key(UUID patientId, String key) {}
}
