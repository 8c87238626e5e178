package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What changed something (BALP Create, Update and their forms for one patient). */
final class ChangeEvents {

    private ChangeEvents() {}

    /** A patient's change of mind: her preferences, as one Consent of this revision, were updated. */
    static ObjectNode preference(Told told) {
        String revision = told.detail().path("revision_after").asText("");
        ObjectNode what = Told.logical("Consent", FhirSystem.PREFERENCE, told.patientName() + "/" + revision);
        ObjectNode data = data(what);
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        told.detail().path("changes").forEach(change -> {
            String scheme = change.path("scheme").asText();
            DecisionEvent.detail(details, scheme, said(change.path("before")) + " → " + said(change.path("after")));
        });
        return changed(told, Code.UPDATE, "U", "Update", withDetails(data, details));
    }

    private static String said(JsonNode version) {
        return version.isMissingNode()
                ? "nothing said"
                : version.path("effect").asText(version.path("state").asText());
    }

    /** Somebody was put on the patient register. */
    static ObjectNode registration(Told told) {
        return changed(told, Code.CREATE, "C", "Create", data(told.patient()));
    }

    /** The register of organisations, partner systems and agreements was changed. */
    static ObjectNode register(Told told) {
        ObjectNode what = Told.logical(
                null,
                FhirSystem.REGISTER_REVISION,
                told.detail().path("register_revision").asText(""));
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        told.detail().path("changed").forEach(thing -> DecisionEvent.detail(details, "changed", thing.asText()));
        return changed(told, Code.UPDATE, "U", "Update", withDetails(data(what), details));
    }

    /** A release of the rules was drafted or approved. */
    static ObjectNode release(Told told) {
        ObjectNode what = Told.logical(
                null, FhirSystem.RELEASE, told.detail().path("release").asText(""));
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        if (!told.detail("note").isEmpty()) {
            DecisionEvent.detail(details, "note", told.detail("note"));
        }
        return changed(told, Code.UPDATE, "U", "Update", withDetails(data(what), details));
    }

    private static ObjectNode changed(Told told, Code interaction, String action, String pattern, ObjectNode data) {
        Draft draft = new Draft(told, Code.REST, interaction, action)
                .actors(Code.SOURCE_ROLE, Code.AUTHOR)
                .server(Code.DESTINATION_ROLE);
        if (told.succeeded()) {
            draft.claim(told.isAboutOne() ? "Patient" + pattern : pattern);
        }
        return draft.patient().entity(data).context().event();
    }

    private static ObjectNode data(ObjectNode what) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("what", what);
        data.set("type", Code.SYSTEM_OBJECT.coding());
        data.set("role", Code.DOMAIN_RESOURCE.coding());
        return data;
    }

    private static ObjectNode withDetails(ObjectNode data, ArrayNode details) {
        if (!details.isEmpty()) {
            data.set("detail", details);
        }
        return data;
    }
}
