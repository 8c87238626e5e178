package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The codes of standards that our AuditEvents use. */
enum Code {
    REST("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation"),
    SECURITY_ALERT(Systems.DCM, "110113", "Security Alert"),
    USER_AUTHENTICATION(Systems.DCM, "110114", "User Authentication"),
    APPLICATION_ACTIVITY(Systems.DCM, "110100", "Application Activity"),

    LOGIN(Systems.DCM, "110122", "Login"),
    LOGOUT(Systems.DCM, "110123", "Logout"),
    SECURITY_CONFIGURATION(Systems.DCM, "110129", "Security Configuration"),
    EMERGENCY_OVERRIDE_STARTED(Systems.DCM, "110127", "Emergency Override Started"),
    EMERGENCY_OVERRIDE_STOPPED(Systems.DCM, "110138", "Emergency Override Stopped"),
    AUTHZ_CONSENT(Systems.AUTHZ, "AuthZ-Consent", "Authorization Decision using Roles and Consent"),
    AUTHZ_ROLE(Systems.AUTHZ, "AuthZ-Role", "Authorization Decision using only Roles"),
    CREATE(Systems.INTERACTION, "create", null),
    READ(Systems.INTERACTION, "read", null),
    UPDATE(Systems.INTERACTION, "update", null),
    SEARCH_TYPE(Systems.INTERACTION, "search-type", null),
    SEARCH_SYSTEM(Systems.INTERACTION, "search-system", null),
    OPERATION(Systems.INTERACTION, "operation", null),

    APPLICATION(Systems.DCM, "110150", "Application"),
    DESTINATION_ROLE(Systems.DCM, "110152", "Destination Role ID"),
    SOURCE_ROLE(Systems.DCM, "110153", "Source Role ID"),
    INFORMATION_RECIPIENT(Systems.PARTICIPATION, "IRCP", "information recipient"),
    AUTHOR(Systems.PARTICIPATION, "AUT", "author (originator)"),
    CUSTODIAN(Systems.PARTICIPATION, "CST", "custodian"),
    PROVIDER("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV", "healthcare provider"),
    AUTHORIZATION_SERVER(
            "http://terminology.hl7.org/CodeSystem/extra-security-role-type", "authserver", "authorization server"),

    APPLICATION_SERVER("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server"),

    PERSON(Systems.ENTITY_TYPE, "1", "Person"),
    SYSTEM_OBJECT(Systems.ENTITY_TYPE, "2", "System Object"),
    OTHER(Systems.ENTITY_TYPE, "4", "Other"),
    CONSENT(FhirSystem.RESOURCE_TYPES, "Consent", null),
    X_REQUEST_ID(FhirSystem.X_REQUEST_ID, "XrequestId", null),
    PATIENT(Systems.OBJECT_ROLE, "1", "Patient"),
    DOMAIN_RESOURCE(Systems.OBJECT_ROLE, "4", "Domain Resource"),
    LIST(Systems.OBJECT_ROLE, "7", "List"),
    SECURITY_RESOURCE(Systems.OBJECT_ROLE, "13", "Security Resource"),
    QUERY(Systems.OBJECT_ROLE, "24", "Query");

    private final String system;
    private final String code;
    private final @Nullable String display;

    Code(String system, String code, @Nullable String display) {
        this.system = system;
        this.code = code;
        this.display = display;
    }

    /** As a FHIR Coding. */
    ObjectNode coding() {
        ObjectNode coding =
                JsonNodeFactory.instance.objectNode().put("system", system).put("code", code);
        if (display != null) {
            coding.put("display", display);
        }
        return coding;
    }

    /** As a FHIR CodeableConcept. */
    ObjectNode concept() {
        ObjectNode concept = JsonNodeFactory.instance.objectNode();
        concept.putArray("coding").add(coding());
        return concept;
    }

    String system() {
        return system;
    }

    String code() {
        return code;
    }

    // A holder of its own, because an enum's constants can't use its static fields.
    private static final class Systems {
        private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
        private static final String AUTHZ = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType";
        private static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
        private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
        private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
        private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    }
}
