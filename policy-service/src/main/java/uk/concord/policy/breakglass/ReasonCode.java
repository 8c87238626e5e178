package uk.concord.policy.breakglass;

import java.util.Arrays;
import java.util.Optional;

/** Why somebody overrides what is set (HL7 v3 ActReason, the override reasons of ActConsentInformationAccessOverrideReason). */
public enum ReasonCode {
    /** The patient needs treatment at once. */
    OVRER,
    /** A professional judges it necessary. */
    OVRPJ,
    /** Somebody other than the patient is in danger. */
    OVRTPS,
    /** The public is in danger. */
    OVRPS,
    /** The patient lacks the capacity to say. */
    OVRINCOMP;

    static Optional<ReasonCode> of(String code) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(code))
                .findFirst();
    }
}
