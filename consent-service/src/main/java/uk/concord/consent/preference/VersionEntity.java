package uk.concord.consent.preference;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One version of what a patient says under one scheme. */
@Entity
@Immutable
@Table(name = "preference_version")
class VersionEntity {

    static final String ACTIVE = "active";
    static final String WITHDRAWN = "withdrawn";

    @Id
    UUID id;

    @Column(name = "patient_id")
    UUID patientId;

    @Column
    String scheme;

    @Column
    long version;

    @Column
    long revision;

    @Column
    String state;

    @Column
    @Nullable String effect;

    @Column
    @ColumnTransformer(write = "cast(? as jsonb)")
    String exceptions;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column
    String author;

    @Column
    String client;

    @Column
    String capacity;

    @Column
    String channel;

    @Column
    @ColumnTransformer(write = "cast(? as jsonb)")
    String evidence;

    @Column
    String wording;

    protected VersionEntity() {}

    VersionEntity(UUID id, UUID patientId, String scheme) {
        this.id = id;
        this.patientId = patientId;
        this.scheme = scheme;
    }

    boolean isActive() {
        return ACTIVE.equals(state);
    }
}
