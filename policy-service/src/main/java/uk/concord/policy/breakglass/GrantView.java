package uk.concord.policy.breakglass;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * A grant as callers see it: whom it is about, and what was said, stand in the audit record alone, where reading is recorded.
 *
 * @param active whether it runs now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantView(
        UUID id,
        OdsCode requester,
        Subject subject,
        @JsonProperty("reason_code") ReasonCode reasonCode,
        @JsonProperty("declared_at") Instant declaredAt,
        Instant until,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        boolean active) {

    /** Who may use it, as the partner system said. */
    record Subject(String id, String role) {}

    /**
     * Grants, newest first.
     *
     * @param next what to send as {@code after} for the page behind this one; null behind the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<GrantView> grants, @Nullable UUID next) {}

    static GrantView of(StoredGrant stored, Instant now) {
        Grant grant = stored.grant();
        return new GrantView(
                grant.id(),
                grant.requester(),
                new Subject(grant.user(), stored.role()),
                grant.reason(),
                stored.declaredAt(),
                grant.until(),
                grant.endedAt(),
                grant.runsAt(now));
    }
}
