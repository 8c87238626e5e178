package uk.concord.audit.trail;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;

/**
 * A record of which nothing can be relied on but that there was one at this place: what it says today isn't told here.
 *
 * @param altered always true
 * @param summary that it was altered, in one sentence
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record AlteredLine(UUID id, long leafIndex, Instant recordedAt, boolean altered, String summary)
        implements RecordLine {

    /** What is said in place of what such a record says. */
    public static final String SUMMARY = "This record was altered after it was recorded. Don’t rely on it.";

    /** The line of a record that was altered. */
    public static AlteredLine of(StoredRecord record) {
        return new AlteredLine(record.entry().eventId(), record.leafIndex(), record.recordedAt(), true, SUMMARY);
    }
}
