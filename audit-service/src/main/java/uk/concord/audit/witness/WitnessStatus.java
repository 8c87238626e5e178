package uk.concord.audit.witness;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with one witness.
 *
 * @param name how we call it
 * @param key its verifier key, with the name that it gives itself
 * @param size the newest size of the ledger that it cosigned, if any
 * @param cosignedAt when, by its own clock
 * @param failure what it said, or why nothing was heard of it, if it failed since
 * @param failedAt when that was
 * @param contradiction why it must have seen another ledger under our name, if it has: an alarm
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WitnessStatus(
        String name,
        String key,
        @Nullable Long size,
        @Nullable Instant cosignedAt,
        @Nullable String failure,
        @Nullable Instant failedAt,
        @Nullable String contradiction) {}
