package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision. BALP's AuthZconsent demands a consent and a person with an organisation: it is claimed where the patient had said
 * something and the asker is known so far. A decision about somebody who had said nothing rests on roles alone.
 */
final class DecisionEvent {

    private DecisionEvent() {}

    static ObjectNode of(Told told) {
        JsonNode preferences = told.detail().path("facts").path("patient").path("preferences");
        Agents agents = new Agents(told);
        boolean consulted = !preferences.isEmpty() && told.facts().whom().patient() != null;
        Draft draft = new Draft(told, Code.SECURITY_ALERT, consulted ? Code.AUTHZ_CONSENT : Code.AUTHZ_ROLE, "E")
                .because(why(told))
                .actors(Code.APPLICATION, Code.INFORMATION_RECIPIENT)
                .authorizer()
                .patient();
        if (!consulted) {
            return draft.context().event();
        }
        preferences.forEach(preference -> draft.entity(consent(told, preference)));
        // The pattern closes the list of entities: the request and the decision have no place of their own in it.
        return agents.hasUser() && agents.hasOrganisation()
                ? draft.claim("AuthZconsent").event()
                : draft.context().event();
    }

    private static ObjectNode consent(Told told, JsonNode preference) {
        String scheme = preference.path("scheme").asText();
        ObjectNode entity = JsonNodeFactory.instance.objectNode();
        entity.set("what", Told.logical("Consent", FhirSystem.PREFERENCE, told.patientName() + "/" + scheme));
        entity.set("type", Code.CONSENT.coding());
        ArrayNode details = entity.putArray("detail");
        detail(details, "scheme", scheme);
        detail(details, "effect", preference.path("effect").asText());
        JsonNode revision = told.detail().path("revisions").path("patient");
        if (revision.isNumber()) {
            detail(details, "patient-revision", revision.asText());
        }
        if (told.facts().decisionId() != null) {
            detail(details, "decision", String.valueOf(told.facts().decisionId()));
        }
        return entity;
    }

    static void detail(ArrayNode details, String type, String value) {
        details.addObject().put("type", type).put("valueString", FhirText.plain(value));
    }

    private static String why(Told told) {
        List<String> sentences = new ArrayList<>();
        sentences.add(told.summary());
        list(sentences, "Permitted: ", told.detail().path("permitted"));
        list(sentences, "Withheld: ", told.detail().path("withheld"));
        told.detail().path("reasons").forEach(reason -> {
            String words = reason.path("texts").path("staff").asText("");
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        });
        return String.join(" ", sentences);
    }

    private static void list(List<String> sentences, String before, JsonNode categories) {
        List<String> names = new ArrayList<>();
        categories.forEach(category -> names.add(category.asText()));
        if (!names.isEmpty()) {
            sentences.add(before + String.join(", ", names) + ".");
        }
    }
}
