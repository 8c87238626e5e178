package uk.concord.consent.patient;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import uk.concord.kernel.identity.NhsNumber;

/** An NHS number that leads to a patient. */
@Entity
@Table(name = "patient_alias")
class AliasEntity {

    @Id
    @Column(name = "nhs_number")
    String nhsNumber;

    @Column(name = "patient_id")
    UUID patientId;

    @Column
    Instant since;

    protected AliasEntity() {}

    AliasEntity(NhsNumber number, UUID patientId, Instant now) {
        this.nhsNumber = number.digits();
        this.patientId = patientId;
        this.since = now;
    }
}
