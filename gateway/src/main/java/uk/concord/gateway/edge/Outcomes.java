package uk.concord.gateway.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes FHIR R4 OperationOutcomes: how the FHIR paths say that something went wrong. */
public final class Outcomes {

    /** FHIR's media type for JSON. */
    public static final String MEDIA_TYPE = "application/fhir+json";

    private Outcomes() {}

    /** An outcome with one error; {@code code} is of FHIR's value set issue-type. */
    public static ObjectNode error(String code, String text) {
        ObjectNode outcome = empty();
        addIssue(outcome, "error", code, text);
        return outcome;
    }

    /** An outcome without an issue yet. */
    public static ObjectNode empty() {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue");
        return outcome;
    }

    /** Adds an issue and returns it. */
    public static ObjectNode addIssue(ObjectNode outcome, String severity, String code, String text) {
        ObjectNode issue = ((ArrayNode) outcome.path("issue")).addObject();
        issue.put("severity", severity).put("code", code);
        issue.putObject("details").put("text", text);
        return issue;
    }

    /** The issue type that goes with an HTTP status. */
    public static String codeOf(int status) {
        return switch (status) {
            case 400 -> "invalid";
            case 401 -> "login";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405, 406 -> "not-supported";
            case 413 -> "too-long";
            case 429 -> "throttled";
            case 502, 503 -> "transient";
            default -> "exception";
        };
    }
}
