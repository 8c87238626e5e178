package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import uk.concord.kernel.identity.OdsCode;

/** Who signed for whom, and when. */
public record Signatory(
        OdsCode organisation,
        String name,
        @JsonProperty("signed_on") LocalDate signedOn) {

    /** Refuses what is incomplete. */
    public Signatory {
        Faults faults = new Faults();
        faults.present("organisation", organisation);
        faults.line("name", name);
        faults.present("signed_on", signedOn);
        faults.demandNone();
    }
}
