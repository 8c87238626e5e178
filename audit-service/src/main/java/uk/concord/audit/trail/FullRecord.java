package uk.concord.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One record with everything that it says; if it was altered, with the bytes that stand there now, and no word of them.
 *
 * @param line as in a list
 * @param story what was asked, answered and why
 * @param record the record's JSON
 * @param evidence what makes its leaf again
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record FullRecord(
        @JsonUnwrapped RecordLine line,
        @Nullable Story story,
        @Nullable JsonNode record,
        Evidence evidence) {

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
        Evidence evidence = new Evidence(
                base64(stored.body()),
                base64(stored.salt()),
                stored.entry().commitment().base64(),
                stored.entry().leafHash().base64());
        return stored.content()
                .map(content -> new FullRecord(
                        RecordView.of(stored, content), Story.of(content.tree()), content.tree(), evidence))
                .orElseGet(() -> new FullRecord(AlteredLine.of(stored), null, null, evidence));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
