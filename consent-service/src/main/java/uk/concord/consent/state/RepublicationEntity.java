package uk.concord.consent.state;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order to send every patient's state again, and how far it has come. */
@Entity
@Table(name = "republication")
class RepublicationEntity {

    @Id
    UUID id;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column
    @Nullable UUID after;

    @Column
    long sent;

    @Column(name = "done_at")
    @Nullable Instant doneAt;

    protected RepublicationEntity() {}

    RepublicationEntity(UUID id, Instant requestedAt) {
        this.id = id;
        this.requestedAt = requestedAt;
    }
}
