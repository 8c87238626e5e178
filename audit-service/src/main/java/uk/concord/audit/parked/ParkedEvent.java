package uk.concord.audit.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that couldn't be recorded.
 *
 * @param number by which it is named here
 * @param topic where it came from, with partition and offset
 * @param reason why it couldn't be recorded
 * @param replayedAt when it was sent again; null: not yet
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParkedEvent(
        long number,
        String topic,
        int partition,
        long offset,
        String reason,
        Instant parkedAt,
        State state,
        @Nullable Instant replayedAt) {

    /** What has become of it. */
    public enum State {
        /** Nobody has sent it again. */
        @JsonProperty("waiting")
        WAITING,
        /** It was sent again and hasn't been read yet. */
        @JsonProperty("replayed")
        REPLAYED,
        /** It was sent again and is in the ledger. */
        @JsonProperty("recorded")
        RECORDED,
        /** It was sent again and couldn't be recorded again: it is parked under another number. */
        @JsonProperty("parked-again")
        PARKED_AGAIN
    }
}
