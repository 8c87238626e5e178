package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import uk.concord.audit.fhir.event.AuditEventMapper;

/** What this FHIR API can do. FHIR clients read it before anything else, so anybody may. */
@Path("/fhir/metadata")
@PermitAll
@Produces({FhirAnswer.MEDIA_TYPE, MediaType.APPLICATION_JSON})
@Tag(name = "FHIR AuditEvent")
class CapabilityResource {

    private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final List<String> PATTERNS = List.of(
            "AuthZconsent",
            "Create",
            "PatientCreate",
            "PatientQuery",
            "PatientRead",
            "PatientUpdate",
            "Query",
            "Read",
            "Update");

    private final AuditEventMapper mapper;

    CapabilityResource(AuditEventMapper mapper) {
        this.mapper = mapper;
    }

    @GET
    @Operation(summary = "What this FHIR API can do (CapabilityStatement)")
    public Response capabilities() {
        return FhirAnswer.of(200, statement(mapper.base())).build();
    }

    static ObjectNode statement(String base) {
        ObjectNode statement = JsonNodeFactory.instance
                .objectNode()
                .put("resourceType", "CapabilityStatement")
                .put("name", "ConcordAuditTrail")
                .put("status", "active")
                .put("date", "2026-11-26")
                .put("kind", "instance");
        statement.putObject("software").put("name", "Concord");
        statement
                .putObject("implementation")
                .put("description", "The audit trail of a region's information governance")
                .put("url", base);
        statement.put("fhirVersion", "4.0.1");
        statement.putArray("format").add(FhirAnswer.MEDIA_TYPE).add("json");
        ObjectNode rest = statement.putArray("rest").addObject().put("mode", "server");
        rest.putObject("security")
                .put("description", "OAuth 2: a bearer token of this platform. Officers read, partner systems create.");
        ObjectNode resource = rest.putArray("resource").addObject().put("type", "AuditEvent");
        ArrayNode profiles = resource.putArray("supportedProfile");
        PATTERNS.forEach(pattern -> profiles.add(BALP + pattern));
        ArrayNode interactions = resource.putArray("interaction");
        List.of("read", "search-type", "create")
                .forEach(code -> interactions.addObject().put("code", code));
        resource.put("versioning", "no-version").put("conditionalCreate", false);
        ArrayNode parameters = resource.putArray("searchParam");
        parameter(parameters, "_id", "token");
        parameter(parameters, "_tag", "token");
        parameter(parameters, "agent", "reference");
        parameter(parameters, "date", "date");
        parameter(parameters, "entity", "reference");
        parameter(parameters, "outcome", "token");
        parameter(parameters, "patient", "reference");
        parameter(parameters, "subtype", "token");
        parameter(parameters, "type", "token");
        return statement;
    }

    private static void parameter(ArrayNode parameters, String name, String type) {
        parameters.addObject().put("name", name).put("type", type);
    }
}
