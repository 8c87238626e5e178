package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and searches (BALP Read, PatientRead, Query, PatientQuery). */
final class RestEvents {

    private RestEvents() {}

    /** Information that went out through the gateway. */
    static ObjectNode access(Told told) {
        String type = told.detail("resource_type");
        String custodian = told.detail("custodian");
        if (told.detail("interaction").equals("read")) {
            ObjectNode what = JsonNodeFactory.instance.objectNode();
            if (!type.isEmpty()) {
                what.put("type", type);
            }
            what.put("display", "One resource; which one isn't on record");
            return read(told, what);
        }
        String query = "GET " + told.base() + "/" + custodian + "/" + type + "?patient=" + told.patientName();
        return query(told, Code.SEARCH_TYPE, query, "The search without the NHS number, which isn't kept");
    }

    /** A reading of the audit itself. */
    static ObjectNode auditRead(Told told) {
        if (told.detail().hasNonNull("record")) {
            ObjectNode what = JsonNodeFactory.instance.objectNode();
            what.put("reference", "AuditEvent/" + told.detail("record")).put("type", "AuditEvent");
            return read(told, what);
        }
        if (told.detail("form").equals("ledger-check")) {
            return PlainEvents.of(told, Code.REST, Code.OPERATION);
        }
        return query(told, Code.SEARCH_TYPE, told.detail().toString(), "What was looked for, as it is on record");
    }

    /** Beginning and end of a question about many people. */
    static ObjectNode cohort(Told told) {
        return query(told, Code.SEARCH_SYSTEM, told.detail().toString(), "The question, as it is on record");
    }

    /**
     * What was answered about some of the people of a question. There can be thousands, so they are named in the record itself and only
     * counted here.
     */
    static ObjectNode cohortPart(Told told) {
        ObjectNode people = JsonNodeFactory.instance.objectNode();
        people.set(
                "what",
                Told.logical("Group", FhirSystem.COHORT_PART, told.facts().id().toString())
                        .put("display", told.detail().path("people").asInt() + " people, named in the record"));
        people.set("type", Code.OTHER.coding());
        people.set("role", Code.LIST.coding());
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        asked.set("of", told.detail().path("of"));
        asked.set("part", told.detail().path("part"));
        return draft(told, Code.SEARCH_SYSTEM, asked.toString(), "Which part of the answer, as it is on record")
                .entity(people)
                .event();
    }

    private static ObjectNode read(Told told, ObjectNode what) {
        Draft draft = new Draft(told, Code.REST, Code.READ, "R")
                .actors(Code.DESTINATION_ROLE, Code.INFORMATION_RECIPIENT)
                .server(Code.SOURCE_ROLE);
        if (told.succeeded()) {
            draft.claim(told.isAboutOne() ? "PatientRead" : "Read");
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("what", what);
        data.set("type", Code.SYSTEM_OBJECT.coding());
        data.set("role", Code.DOMAIN_RESOURCE.coding());
        return draft.patient().entity(data).context().event();
    }

    private static ObjectNode query(Told told, Code interaction, String query, String description) {
        return draft(told, interaction, query, description).event();
    }

    private static Draft draft(Told told, Code interaction, String query, String description) {
        Draft draft = new Draft(told, Code.REST, interaction, "E")
                .actors(Code.SOURCE_ROLE, Code.INFORMATION_RECIPIENT)
                .server(Code.DESTINATION_ROLE);
        if (told.succeeded()) {
            draft.claim(told.isAboutOne() ? "PatientQuery" : "Query");
        }
        ObjectNode entity = JsonNodeFactory.instance.objectNode();
        entity.set("type", Code.SYSTEM_OBJECT.coding());
        entity.set("role", Code.QUERY.coding());
        entity.put("description", description).put("query", FhirText.base64(query));
        return draft.patient().entity(entity).context();
    }
}
