package uk.concord.kernel.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * Who did it.
 *
 * @param client the OAuth client
 * @param subject the token's subject
 * @param organisation the organisation on whose behalf, where there is one
 * @param user what a partner system says of its user
 * @param capacity in which the actor acted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditActor(
        String client,
        String subject,
        @Nullable OdsCode organisation,
        @Nullable AssertedUser user,
        Capacity capacity) {

    /** In which capacity somebody acts. */
    public enum Capacity {
        @JsonProperty("self")
        SELF,
        @JsonProperty("proxy")
        PROXY,
        @JsonProperty("staff")
        STAFF,
        @JsonProperty("system")
        SYSTEM
    }

    /**
     * A partner system's word for who its user is: asserted, never verified by us.
     *
     * @param id the user's id in the partner's system, or at national level
     * @param role the user's role
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AssertedUser(
            @Nullable String id, @Nullable String role) {

        /** Always true: a reader of the record must see that this was said, not proven. */
        @JsonProperty("asserted")
        public boolean asserted() {
            return true;
        }
    }
}
