package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version that a thing of the register has had.
 *
 * @param revision the register's revision that brought it
 * @param client the system by which it was changed
 * @param subject who changed it there
 * @param reason why; absent if none was given
 * @param said what it said, as it was written then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
        long revision,
        @JsonProperty("changed_at") Instant changedAt,
        String client,
        String subject,
        @Nullable String reason,
        JsonNode said) {}
