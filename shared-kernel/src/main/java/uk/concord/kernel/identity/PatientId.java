package uk.concord.kernel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * The opaque id of a patient on the patient register (UUIDv7). Kafka keys, logs and the ledger use it in place of the NHS
 * number.
 *
 * @param value the id
 */
public record PatientId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PatientId {}

    /** Reads the canonical text form of the id. */
    public static PatientId of(String text) {
        return new PatientId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
