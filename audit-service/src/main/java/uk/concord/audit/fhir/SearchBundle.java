package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a search as a Bundle (FHIR R4 3.1.1.1). Without a total: how many there are isn't counted. */
final class SearchBundle {

    private SearchBundle() {}

    /** @param outcomes what must be known of records that can't be told as events */
    static ObjectNode of(
            List<ObjectNode> events, List<ObjectNode> outcomes, String base, String self, @Nullable String next) {
        ObjectNode bundle = JsonNodeFactory.instance
                .objectNode()
                .put("resourceType", "Bundle")
                .put("type", "searchset");
        ArrayNode links = bundle.putArray("link");
        links.addObject().put("relation", "self").put("url", self);
        if (next != null) {
            links.addObject().put("relation", "next").put("url", next);
        }
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode event : events) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", base + "/AuditEvent/" + event.path("id").asText());
            entry.set("resource", event);
            entry.putObject("search").put("mode", "match");
        }
        for (ObjectNode outcome : outcomes) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", outcome);
            entry.putObject("search").put("mode", "outcome");
        }
        if (!entries.isEmpty()) {
            // FHIR's JSON has no empty arrays.
            bundle.set("entry", entries);
        }
        return bundle;
    }
}
