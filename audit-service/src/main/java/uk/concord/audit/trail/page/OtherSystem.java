package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import uk.concord.kernel.audit.AuditType;

/** What a partner system said of a use of information in its own house: the main things of its AuditEvent. */
final class OtherSystem {

    private static final Map<String, String> ACTIONS = Map.of(
            "C", "Added something",
            "R", "Read",
            "U", "Changed something",
            "D", "Deleted something",
            "E", "Searched, or did something else");

    private OtherSystem() {}

    /** The section of a record of this type; without rows where another system said nothing. */
    static Row.Section section(String type, JsonNode detail) {
        Rows rows = new Rows();
        if (type.equals(AuditType.EXTERNAL)) {
            JsonNode event = detail.path("resource");
            rows.add("What was done", event.path("action"), code -> ACTIONS.getOrDefault(code, code))
                    .add("Why it came out so", event.path("outcomeDesc"), text -> text)
                    .addAll("Reported by", named(event.path("source"), "observer"))
                    .addAll("Took part", each(event.path("agent"), "who"))
                    .addAll("Concerned", each(event.path("entity"), "what"))
                    .add("How we know", "The other system said so. Concord did not see it.");
        }
        return rows.under("In the other system");
    }

    private static List<String> each(JsonNode elements, String reference) {
        List<String> all = new ArrayList<>();
        elements.forEach(element -> all.addAll(named(element, reference)));
        return all;
    }

    private static List<String> named(JsonNode element, String reference) {
        JsonNode whom = element.path(reference);
        return Stream.of(
                        whom.path("identifier").path("value"),
                        whom.path("reference"),
                        whom.path("display"),
                        element.path("name"),
                        element.path("altId"),
                        element.path("description"))
                .map(text -> text.asText(""))
                .filter(text -> !text.isEmpty())
                .limit(1)
                .toList();
    }
}
