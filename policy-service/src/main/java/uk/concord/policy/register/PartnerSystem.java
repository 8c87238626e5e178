package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import uk.concord.kernel.identity.OdsCode;

/**
 * An OAuth client that asks for decisions.
 *
 * @param requesterFor organisations in whose name it may ask
 * @param enforcesFor custodians whose enforcement point it is: it may ask about their records for any requester
 */
public record PartnerSystem(
        @JsonProperty("client_id") String clientId,
        String name,
        @JsonProperty("requester_for") List<OdsCode> requesterFor,
        @JsonProperty("enforces_for") List<OdsCode> enforcesFor)
        implements RegisterThing {

    /** Refuses what is incomplete; an absent list is an empty one. */
    public PartnerSystem {
        Faults faults = new Faults();
        faults.id("client_id", clientId);
        faults.line("name", name);
        requesterFor = faults.list("requester_for", requesterFor);
        enforcesFor = faults.list("enforces_for", enforcesFor);
        faults.demandNone();
    }

    @Override
    public String key() {
        return clientId;
    }
}
