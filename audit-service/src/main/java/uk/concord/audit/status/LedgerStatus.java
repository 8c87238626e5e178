package uk.concord.audit.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.witness.WitnessStatus;

/**
 * How the ledger does.
 *
 * @param state of this instance's sequencer: leading, standby, starting, recovering, refusing, stopped
 * @param why why it is recovering or refuses
 * @param recorded events that became records
 * @param duplicates events that were there already
 * @param parked events that couldn't be recorded
 * @param lag events in the topic that aren't in the ledger yet, if this instance leads
 * @param cosignedSize the size of the newest checkpoint that a quorum of witnesses has cosigned, if there is one
 * @param witnesses how it goes with each witness that is set up
 * @param parkedEvents the newest of the parked ones
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerStatus(
        String state,
        @Nullable String why,
        long recorded,
        long duplicates,
        long parked,
        @Nullable Long lag,
        @Nullable CheckpointStatus checkpoint,
        @Nullable Long cosignedSize,
        List<WitnessStatus> witnesses,
        List<ParkedEvent> parkedEvents) {

    /** The newest checkpoint. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CheckpointStatus(long size, Instant signedAt) {}

    /** Where a parked event came from, and why it is parked. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ParkedEvent(String topic, int partition, long offset, String reason, Instant parkedAt) {}
}
