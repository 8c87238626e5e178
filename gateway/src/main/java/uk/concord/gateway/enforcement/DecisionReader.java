package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Understands policy-service's answer to a question (AuthZEN 1.0 §6.2, obligations profile draft 1). Only a plain yes is a
 * yes, and one with an obligation that isn't known here is a no, as the profile demands.
 */
final class DecisionReader {

    // What the record of the decision fulfils: the patient reads it on her own page, and officers find it there for
    // their
    // review.
    private static final Set<String> FULFILLED_BY_THE_RECORD = Set.of("notify-patient", "review");

    private DecisionReader() {}

    /**
     * @throws FhirRefusal 403 if the answer is no, 503 if it isn't an answer
     */
    static Decision read(JsonNode answer) {
        if (!answer.path("decision").isBoolean()) {
            throw unreadable();
        }
        JsonNode context = answer.path("context");
        UUID id = uuid(context.path("id"));
        if (!answer.path("decision").asBoolean()) {
            throw FhirRefusal.denied(reasons(context), id);
        }
        if (id == null || !context.path("permitted").isArray()) {
            throw unreadable();
        }
        Set<String> permitted = new HashSet<>();
        for (JsonNode category : context.path("permitted")) {
            if (!category.isTextual()) {
                throw unreadable();
            }
            permitted.add(category.asText());
        }
        permitted.removeAll(toRedact(context.path("obligations"), id));
        context.path("withheld").forEach(category -> permitted.remove(category.asText()));
        return new Decision(id, Set.copyOf(permitted));
    }

    private static Set<String> toRedact(JsonNode obligations, UUID id) {
        Set<String> categories = new HashSet<>();
        if (!obligations.isMissingNode() && !obligations.isArray()) {
            throw unreadable();
        }
        for (JsonNode obligation : obligations) {
            JsonNode properties = obligation.path("properties");
            if (obligation.path("type").asText().equals("custom")
                    && FULFILLED_BY_THE_RECORD.contains(
                            properties.path("action").asText())) {
                continue;
            }
            boolean redact = obligation.path("type").asText().equals("custom")
                    && properties.path("action").asText().equals("redact")
                    && properties.path("categories").isArray();
            if (!redact) {
                throw FhirRefusal.denied(
                        List.of("The decision asks for something that the gateway can't do, so nothing is released."),
                        id);
            }
            properties.path("categories").forEach(category -> categories.add(category.asText()));
        }
        return categories;
    }

    private static List<String> reasons(JsonNode context) {
        List<String> texts = new ArrayList<>();
        for (JsonNode reason : context.path("reasons")) {
            String text = reason.path("text").asText();
            if (!text.isBlank() && !reason.path("effect").asText().equals("permit")) {
                texts.add(text);
            }
        }
        String gap = context.path("gap").path("detail").asText();
        if (!gap.isBlank() && !texts.contains(gap)) {
            texts.add(gap);
        }
        return texts.isEmpty() ? List.of("The policy doesn't permit this.") : texts;
    }

    private static @Nullable UUID uuid(JsonNode node) {
        try {
            return node.isTextual() ? UUID.fromString(node.asText()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static FhirRefusal unreadable() {
        return FhirRefusal.unavailable(
                "No decision could be had, so nothing is released. Try again in a few seconds; if it goes"
                        + " on, tell the platform's operator.");
    }
}
