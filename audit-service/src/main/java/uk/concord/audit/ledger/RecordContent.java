package uk.concord.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a record's body says.
 *
 * @param facts what it can be searched by
 * @param tree all of it
 */
public record RecordContent(RecordFacts facts, JsonNode tree) {

    /** What belongs to this type of record alone. */
    public JsonNode detail() {
        return tree.path("detail");
    }

    /** What happened, in one sentence. */
    public String summary() {
        return tree.path("summary").asText();
    }
}
