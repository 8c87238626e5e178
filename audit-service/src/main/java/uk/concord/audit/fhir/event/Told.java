package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.kernel.identity.OdsCode;

/**
 * What a record tells, in FHIR's terms where several kinds of event need it.
 *
 * @param record the record's JSON
 * @param base the FHIR base URL under which the event is served
 */
record Told(RecordFacts facts, JsonNode record, String base) {

    JsonNode detail() {
        return record.path("detail");
    }

    /** A text of the detail; empty if it isn't there. */
    String detail(String member) {
        return detail().path(member).asText("");
    }

    String summary() {
        return record.path("summary").asText("");
    }

    boolean succeeded() {
        return EventOutcome.codeOf(facts.outcome()).equals(EventOutcome.SUCCESS);
    }

    boolean isAboutOne() {
        return facts.whom().isNamed();
    }

    /** The id or pseudonym of the one person whom it is about. */
    String patientName() {
        UUID id = facts.whom().patient();
        return id == null ? String.valueOf(facts.whom().pseudonym()) : id.toString();
    }

    /** A reference to that person; by identifier, because no server serves the Patient. */
    ObjectNode patient() {
        String system = facts.whom().patient() == null ? FhirSystem.PSEUDONYM : FhirSystem.PATIENT;
        return logical("Patient", system, patientName());
    }

    /** The service that saw it happen. */
    ObjectNode observer() {
        return logical("Device", FhirSystem.SERVICE, facts.source()).put("display", "Concord " + facts.source());
    }

    static ObjectNode organisation(String code) {
        return logical("Organization", OdsCode.FHIR_SYSTEM, code);
    }

    /** A reference by identifier (FHIR R4 2.3.0.2). */
    static ObjectNode logical(@Nullable String type, String system, String value) {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        if (type != null) {
            reference.put("type", type);
        }
        reference.putObject("identifier").put("system", system).put("value", FhirText.plain(value));
        return reference;
    }
}
