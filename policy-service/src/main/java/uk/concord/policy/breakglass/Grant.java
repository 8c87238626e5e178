package uk.concord.policy.breakglass;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * Emergency access for one user of one organisation to the record of one patient.
 *
 * @param user the user's id, as the partner system says it
 * @param until when it ends by itself; it doesn't hold at that instant any more
 * @param endedAt when it was ended by hand, if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Grant(
        UUID id,
        Whose whose,
        OdsCode requester,
        String user,
        ReasonCode reason,
        Instant until,
        @JsonProperty("ended_at") @Nullable Instant endedAt) {

    // Its beginning isn't asked for: the clock of another replica may be a moment behind that of the one where it was
    // declared.
    boolean runsAt(Instant at) {
        return endedAt == null && at.isBefore(until);
    }

    Grant endedAt(Instant at) {
        return new Grant(id, whose, requester, user, reason, until, at);
    }
}
