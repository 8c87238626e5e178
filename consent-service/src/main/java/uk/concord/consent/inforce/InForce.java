package uk.concord.consent.inforce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether decisions are made by this revision already, or by a later one.
 *
 * @param revision the revision that was asked about
 * @param inForce true only if policy-service has said so
 * @param heldRevision the revision by which it decides; absent if it can't be asked or doesn't know the patient
 * @param since when it began to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InForce(
        long revision,
        @JsonProperty("in_force") boolean inForce,
        @JsonProperty("held_revision") @Nullable Long heldRevision,
        @Nullable Instant since) {}
