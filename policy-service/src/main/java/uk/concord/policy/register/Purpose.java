package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import uk.concord.kernel.preference.Effect;

/**
 * A purpose of use.
 *
 * @param id an HL7 v3 ActReason code
 * @param unregisteredPatient what holds for a valid NHS number that isn't on the patient register
 * @param sensitive what sensitive categories need for this purpose
 * @param needsGrant whether it is answered only under a break-glass grant
 * @param roles the asserted roles that may claim it; empty: any
 * @param defaults by the id of a scheme: what holds for this purpose, instead of the scheme's default, for somebody who has
 *     said nothing under it
 */
public record Purpose(
        String id,
        String title,
        @JsonProperty("unregistered_patient") UnregisteredPatient unregisteredPatient,
        Sensitive sensitive,
        @JsonProperty("needs_grant") boolean needsGrant,
        List<String> roles,
        Map<String, Effect> defaults)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list or map is an empty one. */
    public Purpose {
        Faults faults = new Faults();
        faults.id("id", id);
        faults.line("title", title);
        faults.present("unregistered_patient", unregisteredPatient);
        faults.present("sensitive", sensitive);
        roles = faults.lines("roles", roles);
        Map<String, Effect> named = defaults == null ? Map.of() : defaults;
        faults.add(
                named.values().stream().anyMatch(Objects::isNull),
                "defaults",
                "must say permit or deny for each scheme.");
        faults.demandNone();
        defaults = Collections.unmodifiableMap(new TreeMap<>(named));
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
