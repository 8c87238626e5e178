package uk.concord.stack.custodian;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes synthetic entries as FHIR R4 resources. */
final class Resources {

    static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

    private Resources() {}

    static ObjectNode patient(int place, String nhsNumber) {
        ObjectNode patient = resource("Patient", patientId(place), List.of());
        patient.putArray("identifier").addObject().put("system", NHS_NUMBER).put("value", nhsNumber);
        ObjectNode name = patient.putArray("name").addObject();
        name.put("use", "official").put("family", "Synthetic" + place);
        name.putArray("given").add("Test");
        patient.put("gender", place % 2 == 0 ? "female" : "male");
        patient.put("birthDate", String.valueOf(1940 + place % 60) + "-04-01");
        return patient;
    }

    static ObjectNode of(Synthetic entry, int place, int number, String nhsNumber) {
        String id = entry.type().toLowerCase(java.util.Locale.ROOT) + "-" + place + "-" + number;
        ObjectNode resource = resource(entry.type(), id, entry.labels());
        subject(
                resource.putObject(entry.type().equals("AllergyIntolerance") ? "patient" : "subject"),
                place,
                nhsNumber);
        switch (entry.type()) {
            case "MedicationRequest" -> {
                resource.put("status", "active").put("intent", "order");
                resource.putObject("medicationCodeableConcept").put("text", entry.text());
            }
            case "Observation" -> {
                resource.put("status", "final");
                resource.putObject("code").put("text", entry.text());
                resource.put("effectiveDateTime", "2026-%02d-01T09:00:00Z".formatted(1 + number % 12));
            }
            default -> {
                resource.putObject("clinicalStatus").put("text", "active");
                resource.putObject("code").put("text", entry.text());
            }
        }
        return resource;
    }

    static String patientId(int place) {
        return "patient-" + place;
    }

    private static ObjectNode resource(String type, String id, List<SecurityLabel> labels) {
        ObjectNode resource =
                JsonNodeFactory.instance.objectNode().put("resourceType", type).put("id", id);
        ObjectNode meta = resource.putObject("meta").put("versionId", "1").put("lastUpdated", "2026-11-01T00:00:00Z");
        if (!labels.isEmpty()) {
            var security = meta.putArray("security");
            labels.forEach(label -> label.addTo(security));
        }
        return resource;
    }

    private static void subject(ObjectNode reference, int place, String nhsNumber) {
        reference.put("reference", "Patient/" + patientId(place));
        reference.putObject("identifier").put("system", NHS_NUMBER).put("value", nhsNumber);
    }
}
