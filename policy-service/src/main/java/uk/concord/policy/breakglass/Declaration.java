package uk.concord.policy.breakglass;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;

/**
 * Somebody declares an emergency. Its texts may hold personal data.
 *
 * @param user the user's id, as the partner system says it
 * @param role the user's role, as the partner system says it
 * @param relationship what the user has to do with the patient
 * @param reason in the user's words
 * @param until until when access is needed; null: as long as usual
 */
record Declaration(
        OdsCode requester,
        String user,
        String role,
        NhsNumber nhsNumber,
        String relationship,
        ReasonCode reasonCode,
        String reason,
        @Nullable Instant until) {

    @Override
    public String toString() {
        return "Declaration[hidden]";
    }
}
