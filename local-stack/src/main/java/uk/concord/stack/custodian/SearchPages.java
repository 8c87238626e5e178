package uk.concord.stack.custodian;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the pages of a search: searchset bundles with the total of all pages, and opaque links from one to the next (FHIR R4,
 * "Paging"). A link holds what was asked, as that of many servers does, and no session.
 */
final class SearchPages {

    private static final String SEPARATOR = "\n";

    private final RecordStore records;

    SearchPages(RecordStore records) {
        this.records = records;
    }

    /** What one page is of. */
    record Asked(String type, String nhsNumber, int count, int offset) {

        String token() {
            String text = String.join(SEPARATOR, nhsNumber, String.valueOf(count), String.valueOf(offset));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Optional<Asked> from(String type, String token) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(SEPARATOR, -1);
                return parts.length == 3
                        ? Optional.of(new Asked(type, parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    ObjectNode page(Asked asked, String base) {
        List<ObjectNode> all = records.search(asked.type(), asked.nhsNumber());
        int from = Math.min(asked.offset(), all.size());
        int to = Math.min(from + asked.count(), all.size());
        ObjectNode bundle = JsonNodeFactory.instance
                .objectNode()
                .put("resourceType", "Bundle")
                .put("type", "searchset");
        bundle.put("total", all.size());
        ArrayNode links = bundle.putArray("link");
        link(links, "self", base, asked);
        if (to < all.size() && asked.count() > 0) {
            link(links, "next", base, new Asked(asked.type(), asked.nhsNumber(), asked.count(), to));
        }
        if (from > 0) {
            int back = Math.max(0, from - asked.count());
            link(links, "previous", base, new Asked(asked.type(), asked.nhsNumber(), asked.count(), back));
        }
        ArrayNode entries = bundle.putArray("entry");
        for (ObjectNode resource : all.subList(from, to)) {
            ObjectNode entry = entries.addObject();
            entry.put(
                    "fullUrl",
                    base + "/" + asked.type() + "/" + resource.path("id").asText());
            entry.set("resource", resource);
            entry.putObject("search").put("mode", "match");
        }
        return bundle;
    }

    private static void link(ArrayNode links, String relation, String base, Asked asked) {
        links.addObject().put("relation", relation).put("url", base + "/" + asked.type() + "?_page=" + asked.token());
    }
}
