package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * An organisation of the region.
 *
 * @param type such as GP_PRACTICE or NHS_TRUST
 * @param successor the organisation that took over its work; choices about this one carry to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Organisation(
        @JsonProperty("ods_code") OdsCode odsCode,
        String name,
        String type,
        @Nullable String postcode,
        Status status,
        @Nullable OdsCode successor)
        implements RegisterThing {

    /** Refuses what is incomplete. */
    public Organisation {
        Faults faults = new Faults();
        faults.present("ods_code", odsCode);
        faults.line("name", name);
        faults.type("type", type);
        faults.present("status", status);
        faults.add(odsCode != null && odsCode.equals(successor), "successor", "must be another organisation.");
        faults.demandNone();
    }

    @Override
    public String key() {
        return odsCode.value();
    }

    /** Whether the organisation exists still. */
    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("closed")
        CLOSED
    }
}
