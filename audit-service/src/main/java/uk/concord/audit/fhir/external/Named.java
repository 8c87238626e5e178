package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.Pseudonyms;

/** Whom and what an AuditEvent names by identifiers that mean something to us. It is free of NHS numbers by then. */
final class Named {

    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final String PERSON = "1";

    private final ObjectNode event;

    Named(ObjectNode event) {
        this.event = event;
    }

    /** Adds what names something of ours in a form that it doesn't have. */
    void check(Faults faults) {
        reference(event.path("source").path("observer"), "AuditEvent.source.observer", faults);
        for (int i = 0; i < event.path("agent").size(); i++) {
            reference(event.path("agent").get(i).path("who"), "AuditEvent.agent[" + i + "].who", faults);
        }
        for (int i = 0; i < event.path("entity").size(); i++) {
            reference(event.path("entity").get(i).path("what"), "AuditEvent.entity[" + i + "].what", faults);
        }
        if (people().size() > 1) {
            faults.refused(
                    "AuditEvent.entity",
                    "names more than one patient: send one AuditEvent for each of them (IHE BALP, PatientQuery).");
        }
    }

    private static void reference(JsonNode reference, String path, Faults faults) {
        JsonNode identifier = reference.path("identifier");
        String value = identifier.path("value").asText("");
        switch (identifier.path("system").asText("")) {
            case OdsCode.FHIR_SYSTEM ->
                demand(ODS_CODE, value, path, "must be an ODS code: one to nine capital letters or digits.", faults);
            case FhirSystem.PATIENT ->
                demand(UUID_FORM, value, path, "must be a patient id of Concord: a UUID.", faults);
            case FhirSystem.PSEUDONYM ->
                demand(Pseudonyms.FORM, value, path, "must be a pseudonym of Concord: 32 hex digits.", faults);
            case FhirSystem.DECISION ->
                demand(UUID_FORM, value, path, "must be a decision's id of Concord: a UUID.", faults);
            default -> {
                // It is somebody else's.
            }
        }
    }

    private static void demand(Pattern form, String value, String path, String what, Faults faults) {
        if (!form.matcher(value).matches()) {
            faults.refused(path + ".identifier.value", what);
        }
    }

    /** The organisation that reports, if it is named. */
    Optional<OdsCode> observer() {
        return organisation(event.path("source").path("observer"));
    }

    /** The organisations among those who took part, in their order. */
    List<OdsCode> agents() {
        List<OdsCode> codes = new ArrayList<>();
        event.path("agent").forEach(agent -> organisation(agent.path("who")).ifPresent(codes::add));
        return codes;
    }

    /** All organisations that are named, as one who reports, took part, or was concerned. */
    Set<OdsCode> organisations() {
        Set<OdsCode> codes = new TreeSet<>(agents());
        observer().ifPresent(codes::add);
        event.path("entity").forEach(entity -> organisation(entity.path("what")).ifPresent(codes::add));
        return codes;
    }

    private static Optional<OdsCode> organisation(JsonNode reference) {
        return valueOf(reference, OdsCode.FHIR_SYSTEM).map(OdsCode::new);
    }

    /** The identifiers of the people whom the event is about: patient ids and pseudonyms. */
    Set<String> people() {
        Set<String> people = new LinkedHashSet<>();
        for (JsonNode entity : event.path("entity")) {
            JsonNode what = entity.path("what");
            boolean person = entity.path("type").path("code").asText("").equals(PERSON)
                    || what.path("type").asText("").equals("Patient");
            if (person) {
                valueOf(what, FhirSystem.PATIENT).ifPresent(people::add);
                valueOf(what, FhirSystem.PSEUDONYM).ifPresent(people::add);
            }
        }
        return people;
    }

    /** The decision on which it rests, if one is named. */
    @Nullable
    UUID decision() {
        for (JsonNode entity : event.path("entity")) {
            Optional<String> id = valueOf(entity.path("what"), FhirSystem.DECISION);
            if (id.isPresent()) {
                return UUID.fromString(id.get());
            }
        }
        return null;
    }

    /** The X-Request-ID of the request in which it happened (BALP), if there is one that may be a request id of ours. */
    @Nullable
    String request() {
        for (JsonNode entity : event.path("entity")) {
            String value = entity.path("what").path("identifier").path("value").asText("");
            if (entity.path("type").path("system").asText("").equals(FhirSystem.X_REQUEST_ID)
                    && REQUEST.matcher(value).matches()) {
                return value;
            }
        }
        return null;
    }

    /** What for: a code of HL7's v3 ActReason, if there is one. */
    @Nullable
    String purpose() {
        List<JsonNode> concepts = new ArrayList<>();
        event.path("purposeOfEvent").forEach(concepts::add);
        event.path("agent").forEach(agent -> agent.path("purposeOfUse").forEach(concepts::add));
        for (JsonNode concept : concepts) {
            for (JsonNode coding : concept.path("coding")) {
                if (coding.path("system").asText("").equals(FhirSystem.ACT_REASON)
                        && coding.path("code").asText("").matches("[A-Z]{1,32}")) {
                    return coding.path("code").asText();
                }
            }
        }
        return null;
    }

    private static Optional<String> valueOf(JsonNode reference, String system) {
        JsonNode identifier = reference.path("identifier");
        return identifier.path("system").asText("").equals(system)
                ? Optional.of(identifier.path("value").asText(""))
                : Optional.empty();
    }
}
