package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import uk.concord.gateway.edge.Outcomes;

/**
 * Makes the partner's bundle out of the custodian's. It is built anew from the resources that are released, so that nothing else
 * of the custodian's bundle, such as its total, its links, its labels or its messages, gets out with them.
 */
final class SearchAnswer {

    /** What every answer says that isn't complete. It doesn't say what is left out, nor how much. */
    static final String LEFT_OUT =
            "Something is left out of this answer: not all of the record may be seen for this purpose. Don't"
                    + " take it for complete.";

    private static final String CUSTODIANS_MESSAGE =
            "The custodian's system added a message to its answer that isn't passed on. Don't take the answer for complete.";

    private final Screening screening;
    private final URI base;
    private final String publicBase;

    /**
     * @param base the custodian's FHIR base URL
     * @param publicBase this gateway's for that custodian
     */
    SearchAnswer(Screening screening, URI base, String publicBase) {
        this.screening = screening;
        this.base = base;
        this.publicBase = publicBase;
    }

    /** The custodian's link to the next page, if there is one. */
    static Optional<String> next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return Optional.of(link.path("url").asText());
            }
        }
        return Optional.empty();
    }

    /** @param nextLink the gateway's own link to the next page
     * @param wholeResult whether this page is the whole result, so that a total can be given */
    Released of(JsonNode bundle, Optional<String> nextLink, boolean wholeResult) {
        if (!bundle.path("resourceType").asText().equals("Bundle")
                || !bundle.path("type").asText().equals("searchset")) {
            throw FhirRefusal.badCustodian(
                    "The custodian's system answered a search with something that isn't a searchset.");
        }
        Map<Screening.Finding, Integer> counts = new EnumMap<>(Screening.Finding.class);
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        boolean message = false;
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            if (resource.path("resourceType").asText().equals("OperationOutcome")) {
                message = true;
                continue;
            }
            Screening.Finding finding = isMatch(entry) ? screening.of(resource) : Screening.Finding.NOT_ASKED_FOR;
            counts.merge(finding, 1, Integer::sum);
            if (finding == Screening.Finding.RELEASED) {
                entries.add(entry(resource));
            }
        }
        int returned = entries.size();
        Released counted = new Released(
                JsonNodeFactory.instance.objectNode(),
                returned,
                counts.getOrDefault(Screening.Finding.WITHHELD, 0),
                counts.getOrDefault(Screening.Finding.NOT_ASKED_FOR, 0),
                counts.getOrDefault(Screening.Finding.ANOTHER_PATIENT, 0));
        addMessages(entries, counted, message);
        return fill(counted, entries, nextLink, wholeResult);
    }

    private static boolean isMatch(JsonNode entry) {
        JsonNode mode = entry.path("search").path("mode");
        return mode.isMissingNode() || mode.asText().equals("match");
    }

    private ObjectNode entry(JsonNode resource) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put(
                "fullUrl",
                publicBase + "/" + resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText());
        entry.set("resource", readdressed(resource));
        entry.putObject("search").put("mode", "match");
        return entry;
    }

    /** The resource with the custodian's own address replaced by the gateway's. */
    JsonNode readdressed(JsonNode node) {
        String inside = base + "/";
        if (node.isTextual() && node.asText().startsWith(inside)) {
            return TextNode.valueOf(publicBase + "/" + node.asText().substring(inside.length()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), readdressed(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(readdressed(element)));
            return copy;
        }
        return node;
    }

    private static void addMessages(ArrayNode entries, Released counted, boolean custodiansMessage) {
        ObjectNode outcome = Outcomes.empty();
        if (!counted.complete()) {
            Outcomes.addIssue(outcome, "warning", "suppressed", LEFT_OUT);
        }
        if (custodiansMessage) {
            Outcomes.addIssue(outcome, "warning", "incomplete", CUSTODIANS_MESSAGE);
        }
        if (!outcome.path("issue").isEmpty()) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", outcome);
            entry.putObject("search").put("mode", "outcome");
        }
    }

    private static Released fill(Released counted, ArrayNode entries, Optional<String> nextLink, boolean wholeResult) {
        ObjectNode bundle = counted.body();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        if (wholeResult) {
            bundle.put("total", counted.returned());
        }
        nextLink.ifPresent(url ->
                bundle.putArray("link").addObject().put("relation", "next").put("url", url));
        if (!entries.isEmpty()) {
            // FHIR's JSON has no empty arrays.
            bundle.set("entry", entries);
        }
        return counted;
    }
}
