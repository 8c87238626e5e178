package uk.concord.audit.trail;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Base64;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;

/**
 * One record with everything that it says.
 *
 * @param line as in a list
 * @param story what was asked, answered and why
 * @param record the record's JSON
 * @param evidence what makes its leaf again
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record FullRecord(@JsonUnwrapped RecordView line, Story story, JsonNode record, Evidence evidence) {

    /**
     * With these anybody can make the record's entry again, as docs/ledger-format.md says.
     *
     * @param body base64 of the exact bytes
     * @param salt base64
     * @param commitment base64
     * @param leafHash base64
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Evidence(String body, String salt, String commitment, String leafHash) {}

    static FullRecord of(StoredRecord stored) {
        try {
            JsonNode record = RecordReader.tree(stored.body());
            return new FullRecord(
                    RecordView.of(stored),
                    Story.of(record),
                    record,
                    new Evidence(
                            base64(stored.body()),
                            base64(stored.salt()),
                            stored.entry().commitment().base64(),
                            stored.entry().leafHash().base64()));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(
                    "The record at leaf " + stored.leafIndex()
                            + " could be read when it was recorded; run the verifier",
                    e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
