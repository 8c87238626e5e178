package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The data protection impact assessment behind an agreement.
 *
 * @param reference as its author names it
 * @param register the outside register that keeps it, such as an Information Sharing Gateway
 * @param id its id there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dpia(
        String reference,
        @Nullable String register,
        @Nullable String id) {

    /** Refuses what is incomplete. */
    public Dpia {
        Faults faults = new Faults();
        faults.line("reference", reference);
        faults.optionalLine("register", register);
        faults.optionalLine("id", id);
        faults.add(register == null && id != null, "register", "is missing: an id means nothing without it.");
        faults.demandNone();
    }
}
