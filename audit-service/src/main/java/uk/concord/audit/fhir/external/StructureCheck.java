package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks that a resource has the structure of an AuditEvent: its elements and no others, each of its type, as often as it must and
 * may be there.
 */
final class StructureCheck {

    private static final Map<String, String> REFUSED = Map.of(
            "contained", "isn't accepted: refer to who and what took part by reference or identifier.",
            "modifierExtension", "isn't accepted: it could change what the rest means.",
            "implicitRules", "isn't accepted: it could change what the rest means.");
    // What stands as a name in somebody's JSON is repeated only if it can't be more than a name.
    private static final Pattern NAME = Pattern.compile("_?[A-Za-z]{1,40}(?:64Binary)?");
    private static final int MOST = 100;
    private static final int DEEPEST = 12;

    private final Faults faults;

    StructureCheck(Faults faults) {
        this.faults = faults;
    }

    void check(JsonNode event) {
        complex(event, Structure.AUDIT_EVENT, Structure.AUDIT_EVENT);
        entities(event);
    }

    private void complex(JsonNode object, String type, String path) {
        if (!object.isObject() || object.isEmpty()) {
            faults.malformed(path, "must be an object that isn't empty.");
            return;
        }
        object.properties().forEach(member -> member(member.getKey(), member.getValue(), type, path));
        Structure.elements(type).forEach((name, element) -> {
            if (element.required() && !object.has(name)) {
                faults.malformed(path + "." + name, "is missing.");
            }
        });
    }

    private void member(String name, JsonNode value, String type, String path) {
        if (REFUSED.containsKey(name)) {
            faults.refused(path + "." + name, REFUSED.getOrDefault(name, ""));
        } else if (name.equals("id") && !type.equals(Structure.AUDIT_EVENT)) {
            value(value, new Structure.Element("id", java.util.Set.of(), false, false), path + ".id");
        } else if (name.startsWith("_")
                && Structure.element(type, name.substring(1)).isPresent()) {
            // The extensions of a primitive (FHIR R4 2.6.2).
            extension(value, path + "." + name, 0);
        } else {
            Structure.element(type, name)
                    .ifPresentOrElse(
                            element -> element(value, element, path + "." + name),
                            () -> faults.malformed(
                                    path,
                                    NAME.matcher(name).matches()
                                            ? "has a member \"" + name + "\", which isn't an element of it."
                                            : "has a member that isn't an element of it."));
        }
    }

    private void element(JsonNode value, Structure.Element element, String path) {
        if (!element.many()) {
            value(value, element, path);
            return;
        }
        if (!value.isArray() || value.isEmpty() || value.size() > MOST) {
            faults.malformed(path, "must be an array of 1 to " + MOST + " elements.");
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            value(value.get(i), element, path + "[" + i + "]");
        }
    }

    private void value(JsonNode value, Structure.Element element, String path) {
        if (element.type().equals(Structure.EXTENSION)) {
            extension(value, path, 0);
        } else if (Structure.isComplex(element.type())) {
            complex(value, element.type(), path);
        } else {
            String fault = Primitives.fault(value, element);
            if (!fault.isEmpty()) {
                faults.malformed(path, fault);
            }
        }
    }

    // An extension may hold any datatype, so only what holds for all of FHIR's JSON is asked of it.
    private void extension(JsonNode value, String path, int depth) {
        if (depth > DEEPEST || value.size() > MOST) {
            faults.malformed(path, "is too deep or too long.");
            return;
        }
        if (value.isObject()
                && value.propertyStream()
                        .anyMatch(member -> !NAME.matcher(member.getKey()).matches())) {
            faults.malformed(path, "has a member whose name FHIR doesn't have.");
        }
        value.forEach(child -> extension(child, path, depth + 1));
    }

    // sev-1 of AuditEvent, and the choice of AuditEvent.entity.detail.value.
    private void entities(JsonNode event) {
        for (int i = 0; i < event.path("entity").size(); i++) {
            JsonNode entity = event.path("entity").get(i);
            String path = "AuditEvent.entity[" + i + "]";
            if (entity.has("name") && entity.has("query")) {
                faults.refused(path, "has a name or a query, not both.");
            }
            for (int j = 0; j < entity.path("detail").size(); j++) {
                JsonNode detail = entity.path("detail").get(j);
                if (detail.has("valueString") == detail.has("valueBase64Binary")) {
                    faults.malformed(
                            path + ".detail[" + j + "].value",
                            "must be there once, as valueString or valueBase64Binary.");
                }
            }
        }
    }
}
