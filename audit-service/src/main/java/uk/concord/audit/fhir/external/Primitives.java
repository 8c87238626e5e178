package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.regex.Pattern;

/** Whether values are of FHIR's primitive datatypes (FHIR R4 2.24.0.1), and not longer than an audit record may keep. */
final class Primitives {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Pattern CODE = Pattern.compile("[^\\s]+(?: [^\\s]+)*");
    private static final Pattern URI = Pattern.compile("\\S+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T.+)?)?)?");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\p{Cs}]");
    private static final int SHORT = 255;
    private static final int LINE = 2_048;
    private static final int LONG = 65_536;

    private Primitives() {}

    /** What a value of this type must be, as the end of a sentence; empty if it is. */
    static String fault(JsonNode value, Structure.Element element) {
        if (element.type().equals("boolean")) {
            return value.isBoolean() ? "" : "must be true or false.";
        }
        if (!value.isTextual() || value.textValue().isBlank() || hasControl(value.textValue())) {
            return "must be a text that isn't empty and has no control characters.";
        }
        String text = value.textValue();
        return switch (element.type()) {
            case "code" -> code(text, element);
            case "id" -> ID.matcher(text).matches() ? "" : "must be 1 to 64 letters, digits, hyphens or dots.";
            case "uri" ->
                text.length() <= LINE && URI.matcher(text).matches()
                        ? ""
                        : "must be a URI of at most " + LINE + " characters.";
            case "instant" -> isInstant(text) ? "" : "must be an instant with a zone, such as 2026-11-20T10:00:00Z.";
            case "dateTime" ->
                text.length() <= SHORT && DATE.matcher(text).matches() ? "" : "must be a FHIR date or dateTime.";
            case "base64Binary" -> base64(text);
            default -> text.length() <= LONG ? "" : "must have at most " + LONG + " characters.";
        };
    }

    private static String code(String text, Structure.Element element) {
        if (!element.codes().isEmpty()) {
            return element.codes().contains(text)
                    ? ""
                    : "must be one of "
                            + String.join(
                                    ", ", element.codes().stream().sorted().toList()) + ".";
        }
        return text.length() <= SHORT && CODE.matcher(text).matches()
                ? ""
                : "must be a code of at most " + SHORT + " characters.";
    }

    private static String base64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return "";
        } catch (IllegalArgumentException e) {
            return "must be base64.";
        }
    }

    private static boolean isInstant(String text) {
        try {
            OffsetDateTime.parse(text);
            return text.matches(".*T[0-9]{2}:[0-9]{2}:[0-9]{2}.*");
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean hasControl(String text) {
        return CONTROL.matcher(text).find();
    }
}
