package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A purpose of use.
 *
 * @param id an HL7 v3 ActReason code
 * @param unregisteredPatient what holds for a valid NHS number that isn't on the patient register
 * @param sensitive what sensitive categories need for this purpose
 * @param needsGrant whether it is answered only under a break-glass grant
 */
public record Purpose(
        String id,
        String title,
        @JsonProperty("unregistered_patient") UnregisteredPatient unregisteredPatient,
        Sensitive sensitive,
        @JsonProperty("needs_grant") boolean needsGrant)
        implements RegisterThing {

    /** Refuses what is incomplete. */
    public Purpose {
        Required.id("id", id);
        Required.text("title", title);
        Required.present("unregistered_patient", unregisteredPatient);
        Required.present("sensitive", sensitive);
    }

    @Override
    public String key() {
        return id;
    }

    /** The rule for somebody who isn't on the patient register. */
    public enum UnregisteredPatient {
        /** As someone who has said nothing. */
        @JsonProperty("as-unsaid")
        AS_UNSAID,
        @JsonProperty("deny")
        DENY
    }

    /** What opens a sensitive category. */
    public enum Sensitive {
        /** An agreement that covers it is enough. */
        @JsonProperty("agreement")
        AGREEMENT,
        /** The patient must have asked for this kind of information to be shared. */
        @JsonProperty("patient")
        PATIENT,
        @JsonProperty("never")
        NEVER
    }
}
