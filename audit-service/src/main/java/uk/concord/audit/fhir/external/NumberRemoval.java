package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.identity.Pseudonyms;

/** Puts a pseudonym in the place of each NHS number of a resource, wherever it stands: identifiers, addresses, texts, base64. */
final class NumberRemoval {

    private static final String FAULT = "must be an NHS number: ten digits, not all equal, the last one the right check"
            + " digit (modulus 11). Check it with the patient or on the Spine.";
    // How a FHIR reference names somebody by identifier (FHIR R4 3.1.0.11.1.4); clients that can only write a reference
    // as
    // text have no other way.
    private static final Pattern BY_IDENTIFIER =
            Pattern.compile("Patient\\?identifier=" + Pattern.quote(NhsNumber.FHIR_SYSTEM) + "(?:\\||%7[Cc])(.*)");
    private static final Set<String> BASE64 = Set.of("query", "valueBase64Binary");

    private final Pseudonyms pseudonyms;
    private final Faults faults;
    private final Map<String, NhsNumber> numbers = new LinkedHashMap<>();

    NumberRemoval(Pseudonyms pseudonyms, Faults faults) {
        this.pseudonyms = pseudonyms;
        this.faults = faults;
    }

    /** The numbers that stood as somebody's identifier, by their pseudonyms. */
    Map<String, NhsNumber> numbers() {
        return numbers;
    }

    /** The same resource without NHS numbers. */
    ObjectNode from(ObjectNode resource, String path) {
        ObjectNode clean = JsonNodeFactory.instance.objectNode();
        if (NhsNumber.FHIR_SYSTEM.equals(resource.path("system").asText())
                && resource.path("value").isTextual()) {
            resource.properties().forEach(member -> clean.set(member.getKey(), member.getValue()));
            identifier(clean, resource.path("value").asText(), path + ".value");
            return clean;
        }
        Matcher reference = BY_IDENTIFIER.matcher(resource.path("reference").asText(""));
        resource.properties().forEach(member -> {
            String child = path + "." + member.getKey();
            if (member.getKey().equals("reference") && reference.matches()) {
                clean.put("type", "Patient");
                identifier(clean.putObject("identifier"), reference.group(1), child);
            } else if (!(reference.matches() && member.getKey().equals("type"))) {
                clean.set(member.getKey(), from(member.getKey(), member.getValue(), child));
            }
        });
        return clean;
    }

    private void identifier(ObjectNode identifier, String text, String path) {
        Optional<NhsNumber> number = NhsNumber.parse(text.replaceAll("[ -]", ""));
        if (number.isEmpty()) {
            faults.refused(path, FAULT);
        }
        number.ifPresent(known -> {
            String pseudonym = pseudonyms.of(known);
            numbers.put(pseudonym, known);
            identifier.put("system", FhirSystem.PSEUDONYM).put("value", pseudonym);
        });
    }

    private JsonNode from(String name, JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            return from(object, path);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                clean.add(from(name, array.get(i), path + "[" + i + "]"));
            }
            return clean;
        }
        if (value.isNumber()) {
            return NumbersInText.isIn(value.asText()) ? TextNode.valueOf(text(value.asText())) : value;
        }
        if (!value.isTextual()) {
            return value;
        }
        return TextNode.valueOf(BASE64.contains(name) ? base64(value.textValue()) : text(value.textValue()));
    }

    private String text(String text) {
        return pseudonyms.inPlaceOfNumbers(text);
    }

    private String base64(String encoded) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String clean = text(decoded);
            return clean.equals(decoded)
                    ? encoded
                    : Base64.getEncoder().encodeToString(clean.getBytes(StandardCharsets.UTF_8));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // No text, so no number that anybody could read.
            return encoded;
        }
    }
}
