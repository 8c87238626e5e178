package uk.concord.policy.register;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A thing of the register as it stands. */
@Entity
@Table(name = "register_entry")
class RegisterEntry extends PanacheEntityBase {

    @Id
    String address;

    @Column(nullable = false)
    String kind;

    @Column(nullable = false)
    String key;

    @Column(nullable = false)
    long revision;

    @Column(nullable = false)
    String content;

    static String address(RegisterThing thing) {
        return thing.kind().path() + "/" + thing.key();
    }
}
