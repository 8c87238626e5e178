package uk.concord.endtoend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question about a patient's record, as AuthZEN 1.0 asks it. */
record Question(
        String organisation,
        String role,
        String purpose,
        String nhsNumber,
        String custodian,
        List<String> categories,
        boolean canRedact) {

    private static final String PERSON = "555254242106";

    static Question treat(String organisation, String nhsNumber, String... categories) {
        return new Question(
                organisation, "S8000:G8000:R8000", "TREAT", nhsNumber, "P81002", List.of(categories), false);
    }

    Question inTheRole(String code) {
        return new Question(organisation, code, purpose, nhsNumber, custodian, categories, canRedact);
    }

    Question forPurpose(String code) {
        return new Question(organisation, role, code, nhsNumber, custodian, categories, canRedact);
    }

    Question ofCustodian(String odsCode) {
        return new Question(organisation, role, purpose, nhsNumber, odsCode, categories, canRedact);
    }

    Question byACallerThatCanRedact() {
        return new Question(organisation, role, purpose, nhsNumber, custodian, categories, true);
    }

    /** The id that the asking system gives the person for whom it asks. */
    String person() {
        return PERSON;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "subject",
                Map.of(
                        "type",
                        "practitioner",
                        "id",
                        PERSON,
                        "properties",
                        Map.of("organisation", organisation, "role", role)));
        body.put("action", Map.of("name", "read", "properties", Map.of("purpose", purpose)));
        body.put(
                "resource",
                Map.of(
                        "type",
                        "patient-record",
                        "id",
                        nhsNumber,
                        "properties",
                        Map.of("custodian", custodian, "categories", categories)));
        if (canRedact) {
            body.put("context", Map.of("supported_obligations", List.of("redact")));
        }
        return body;
    }
}
