package uk.concord.policy.register;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version that a thing of the register has had: what it said, who said so, and why. */
@Entity
@Table(name = "register_version")
class RegisterVersion extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(nullable = false)
    String address;

    @Column(nullable = false)
    long revision;

    @Column(nullable = false)
    String content;

    @Column(nullable = false)
    String client;

    @Column(nullable = false)
    String subject;

    @Column
    @Nullable
    String reason;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;
}
