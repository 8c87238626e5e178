package uk.concord.policy.release;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A numbered version of the rules. Its files never change; only its approval is added, once. */
@Entity
@Table(name = "release")
class Release extends PanacheEntityBase {

    @Id
    long number;

    @Column(nullable = false)
    String note;

    @Column(name = "based_on")
    @Nullable
    Long basedOn;

    @Column(name = "author_client", nullable = false)
    String authorClient;

    @Column(name = "author_subject", nullable = false)
    String authorSubject;

    @Column(name = "drafted_at", nullable = false)
    Instant draftedAt;

    @Column(name = "approver_client")
    @Nullable
    String approverClient;

    @Column(name = "approver_subject")
    @Nullable
    String approverSubject;

    @Column(name = "approved_at")
    @Nullable
    Instant approvedAt;
}
