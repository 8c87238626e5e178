package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.kernel.audit.AuditType;

/**
 * Turns audit records into FHIR R4 AuditEvents. A record claims a pattern of IHE BALP 1.1 only if it holds all that the pattern
 * demands. Patients are named by id or pseudonym; the resource's id is the record's.
 */
@ApplicationScoped
public class AuditEventMapper {

    /** The only version of every AuditEvent: records never change. */
    public static final String VERSION = "1";

    private final String base;

    AuditEventMapper(@ConfigProperty(name = "concord.public-base-url") URI publicAddress) {
        this.base = publicAddress.toString().replaceFirst("/$", "") + "/fhir";
    }

    /** The FHIR base URL under which AuditEvents are served, without a slash at its end. */
    public String base() {
        return base;
    }

    /** The AuditEvent of a record that says this. */
    public ObjectNode of(RecordContent content) {
        return of(new Told(content.facts(), content.tree(), base));
    }

    private static ObjectNode of(Told told) {
        return switch (told.facts().type()) {
            case AuditType.DECISION -> DecisionEvent.of(told);
            case AuditType.ACCESS -> RestEvents.access(told);
            case AuditType.AUDIT_READ -> RestEvents.auditRead(told);
            case AuditType.COHORT -> RestEvents.cohort(told);
            case AuditType.COHORT_PART -> RestEvents.cohortPart(told);
            case AuditType.PREFERENCE_CHANGE -> ChangeEvents.preference(told);
            case AuditType.PATIENT_REGISTERED -> ChangeEvents.registration(told);
            case AuditType.REGISTER_CHANGE -> ChangeEvents.register(told);
            case AuditType.RELEASE_CHANGE -> ChangeEvents.release(told);
            case AuditType.BREAK_GLASS_DECLARED ->
                PlainEvents.of(told, Code.SECURITY_ALERT, Code.EMERGENCY_OVERRIDE_STARTED);
            case AuditType.BREAK_GLASS_ENDED ->
                PlainEvents.of(told, Code.SECURITY_ALERT, Code.EMERGENCY_OVERRIDE_STOPPED);
            case AuditType.SIGN_IN -> PlainEvents.of(told, Code.USER_AUTHENTICATION, Code.LOGIN);
            case AuditType.SIGN_OUT -> PlainEvents.of(told, Code.USER_AUTHENTICATION, Code.LOGOUT);
            case AuditType.LEDGER_KEY_CHANGE -> PlainEvents.of(told, Code.SECURITY_ALERT, Code.SECURITY_CONFIGURATION);
            case AuditType.OPERATION -> PlainEvents.of(told, Code.REST, Code.OPERATION);
            case AuditType.EXTERNAL -> external(told);
            default -> PlainEvents.of(told, Code.APPLICATION_ACTIVITY, null);
        };
    }

    /** What another system recorded, as it was accepted, under our id. */
    private static ObjectNode external(Told told) {
        JsonNode accepted = told.detail().path("resource");
        return accepted instanceof ObjectNode resource
                ? identified(resource, told.facts().id().toString())
                : PlainEvents.of(told, Code.APPLICATION_ACTIVITY, null);
    }

    /** An accepted AuditEvent with its id, version and tag. */
    public static ObjectNode identified(ObjectNode accepted, String id) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("resourceType", "AuditEvent");
        event.put("id", id);
        ObjectNode meta = accepted.path("meta") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        meta.put("versionId", VERSION);
        meta.withArrayProperty("tag").add(tag(AuditType.EXTERNAL));
        event.set("meta", meta);
        accepted.properties().forEach(member -> {
            if (!event.has(member.getKey())) {
                event.set(member.getKey(), member.getValue());
            }
        });
        return event;
    }

    static ObjectNode tag(String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("system", FhirSystem.AUDIT_TYPE)
                .put("code", type);
    }
}
