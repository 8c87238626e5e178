package uk.concord.audit.trail.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.SpreadsheetCell;
import uk.concord.audit.trail.StoredRecord;

/** The table of a pack's records (RFC 4180), with the words of the records themselves. */
final class Contents {

    // Whatever it says today isn't told beside what was recorded.
    private static final JsonNode ALTERED =
            JsonNodeFactory.instance.objectNode().put("summary", AlteredLine.SUMMARY);

    private final StringBuilder text = new StringBuilder("id,leaf_index,occurred_at,type,outcome,who,summary\r\n");

    void add(StoredRecord record) {
        JsonNode body = record.content().map(RecordContent::tree).orElse(ALTERED);
        line(
                record.entry().eventId().toString(),
                String.valueOf(record.leafIndex()),
                body.path("occurred_at").asText(),
                body.path("type").asText(),
                body.path("outcome").asText(),
                who(body.path("actor")),
                body.path("summary").asText());
    }

    private static String who(JsonNode actor) {
        JsonNode user = actor.path("user");
        return Stream.of(
                        actor.path("organisation"),
                        user.isObject() ? user.path("id") : actor.path("subject"),
                        user.path("role"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private void line(String... cells) {
        text.append(Stream.of(cells).map(SpreadsheetCell::of).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    String text() {
        return text.toString();
    }
}
