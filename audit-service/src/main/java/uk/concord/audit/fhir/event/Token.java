package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A value of a search parameter of type token (FHIR R4 3.1.1.4.10).
 *
 * @param system the code's system; null if any will do
 * @param code the code; empty if any of the system will do
 */
public record Token(@Nullable String system, String code) {

    /** Reads {@code code}, {@code system|code}, {@code |code} or {@code system|}. */
    public static Token of(String text) {
        int bar = text.indexOf('|');
        return bar < 0 ? new Token(null, text) : new Token(text.substring(0, bar), text.substring(bar + 1));
    }

    /** Whether a Coding is meant. */
    public boolean fits(JsonNode coding) {
        return fits(coding.path("system").asText(""), coding.path("code").asText(""));
    }

    boolean fits(String ofSystem, String ofCode) {
        return (system == null || system.equals(ofSystem)) && (code.isEmpty() || code.equals(ofCode));
    }
}
