package uk.concord.consent.patient;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "patient")
class PatientEntity {

    @Id
    UUID id;

    @Column(name = "registered_at", updatable = false)
    Instant registeredAt;

    @Column
    long revision;

    @Column(name = "changed_at")
    Instant changedAt;

    protected PatientEntity() {}

    PatientEntity(UUID id, Instant now) {
        this.id = id;
        this.registeredAt = now;
        this.revision = 0;
        this.changedAt = now;
    }
}
