package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Texts as FHIR's datatypes want them. */
final class FhirText {

    // FHIR's string: no control characters beside tab and line ends, never empty (R4, 2.24.0.1). Half a surrogate pair
    // is
    // no
    // character either.
    private static final Pattern UNFIT =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff\\p{Cs}]");

    private FhirText() {}

    /** The text as a FHIR string. */
    static String plain(String text) {
        String fit = UNFIT.matcher(text).replaceAll("\ufffd").strip();
        return fit.isEmpty() ? "-" : fit;
    }

    /** Base64 of the text's UTF-8. */
    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A narrative of one paragraph (FHIR R4 2.4.0). */
    static ObjectNode narrative(String sentence) {
        String escaped = plain(sentence)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "generated")
                .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>" + escaped + "</p></div>");
    }
}
