package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An AuditEvent as it comes together: what all events have is put in here, the rest by the kinds of event. */
final class Draft {

    private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    private final Told told;
    private final Code type;
    private final @Nullable Code subtype;
    private final String action;
    private final Agents agentsOf;
    private final ArrayNode agents = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode entities = JsonNodeFactory.instance.arrayNode();
    private @Nullable String pattern;
    private String outcomeDescription;

    Draft(Told told, Code type, @Nullable Code subtype, String action) {
        this.told = told;
        this.type = type;
        this.subtype = subtype;
        this.action = action;
        this.agentsOf = new Agents(told);
        this.outcomeDescription = told.summary();
    }

    /** Claims one of BALP's patterns, by the end of its name. */
    Draft claim(String balpPattern) {
        pattern = BALP + balpPattern;
        return this;
    }

    /** Why it came out so, in plain English. */
    Draft because(String sentence) {
        outcomeDescription = sentence;
        return this;
    }

    /** The client, the person if one acted, her organisation, and the others to which the record belongs. */
    Draft actors(Code client, Code user) {
        agents.add(agentsOf.client(client));
        if (agentsOf.hasUser()) {
            agents.add(agentsOf.user(user));
        }
        if (agentsOf.hasOrganisation()) {
            agents.add(agentsOf.organisation());
        }
        String custodian = custodian();
        told.facts().organisations().stream()
                .filter(code -> !code.equals(told.facts().who().organisation()))
                .forEach(code -> agents.add(agentsOf.other(code, code.equals(custodian))));
        return this;
    }

    private String custodian() {
        JsonNode detail = told.detail();
        return detail.path("custodian")
                .asText(detail.path("facts")
                        .path("question")
                        .path("custodian")
                        .asText(detail.path("question").path("custodian").asText("")));
    }

    Draft server(Code role) {
        agents.add(agentsOf.server(role));
        return this;
    }

    Draft authorizer() {
        agents.add(agentsOf.authorizer());
        return this;
    }

    /** The person whom it is about, if it is about one. */
    Draft patient() {
        if (told.isAboutOne()) {
            ObjectNode entity = entities.addObject();
            entity.set("what", told.patient());
            entity.set("type", Code.PERSON.coding());
            entity.set("role", Code.PATIENT.coding());
        }
        return this;
    }

    Draft entity(ObjectNode entity) {
        entities.add(entity);
        return this;
    }

    /** The request in which it happened (BALP, "X-Request-ID"), and the decision that it is or rests on. */
    Draft context() {
        String request = told.facts().requestId();
        if (request != null) {
            ObjectNode entity = entities.addObject();
            entity.putObject("what").putObject("identifier").put("value", FhirText.plain(request));
            entity.set("type", Code.X_REQUEST_ID.coding());
        }
        if (told.facts().decisionId() != null) {
            ObjectNode entity = entities.addObject();
            entity.set(
                    "what",
                    Told.logical(
                            null,
                            FhirSystem.DECISION,
                            String.valueOf(told.facts().decisionId())));
            entity.set("type", Code.OTHER.coding());
            entity.set("role", Code.SECURITY_RESOURCE.coding());
        }
        return this;
    }

    ObjectNode event() {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("resourceType", "AuditEvent");
        event.put("id", told.facts().id().toString());
        event.set("meta", meta());
        event.set("text", FhirText.narrative(told.summary()));
        event.set("type", type.coding());
        if (subtype != null) {
            event.putArray("subtype").add(subtype.coding());
        }
        event.put("action", action);
        event.put("recorded", told.facts().occurredAt().toString());
        event.put("outcome", EventOutcome.codeOf(told.facts().outcome()));
        event.put("outcomeDesc", FhirText.plain(outcomeDescription));
        if (told.facts().purpose() != null) {
            event.putArray("purposeOfEvent")
                    .add(PurposeOfUse.concept(told.facts().purpose()));
        }
        event.set("agent", agents);
        ObjectNode source = event.putObject("source");
        source.set("observer", told.observer());
        source.putArray("type").add(Code.APPLICATION_SERVER.coding());
        if (!entities.isEmpty()) {
            event.set("entity", entities);
        }
        return event;
    }

    private ObjectNode meta() {
        ObjectNode meta = JsonNodeFactory.instance.objectNode().put("versionId", AuditEventMapper.VERSION);
        if (pattern != null) {
            meta.putArray("profile").add(pattern);
        }
        meta.putArray("tag").add(AuditEventMapper.tag(told.facts().type()));
        return meta;
    }
}
