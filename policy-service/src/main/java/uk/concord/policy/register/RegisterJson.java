package uk.concord.policy.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the things of the register. */
@ApplicationScoped
class RegisterJson {

    private final ObjectMapper json;
    private final ObjectMapper strict;

    RegisterJson(ObjectMapper json) {
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        this.strict = this.json.copy().addHandler(new ReadingFaults());
    }

    String write(RegisterThing thing) {
        try {
            return json.writeValueAsString(thing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is in the register can always be written", e);
        }
    }

    /** The thing as JSON. */
    ObjectNode tree(RegisterThing thing) {
        return json.valueToTree(thing);
    }

    /** An object without members. */
    ObjectNode blank() {
        return json.createObjectNode();
    }

    /** Reads what was stored, by this version or by an earlier one. */
    RegisterThing stored(Kind kind, String content) {
        try {
            return json.treeToValue(OldForms.renewed(kind, json.readTree(content)), kind.type());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the register holds one of its " + kind.path() + " in an unknown form", e);
        }
    }

    /** What was stored, as it was written. */
    JsonNode asWritten(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the register holds what isn't JSON", e);
        }
    }

    /**
     * Reads one thing.
     *
     * @throws FaultyThingException with everything that is wrong
     */
    RegisterThing read(Kind kind, JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        RegisterThing thing = read(kind, body, faults);
        if (thing == null || !faults.isEmpty()) {
            throw new FaultyThingException(faults);
        }
        return thing;
    }

    /** Reads one row of an import. */
    ImportRow row(int number, Kind kind, JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        RegisterThing thing = read(kind, body, faults);
        JsonNode key = body.path(kind.keyMember());
        return new ImportRow(
                number,
                kind,
                key.isTextual() ? key.textValue() : null,
                faults.isEmpty() ? thing : null,
                List.copyOf(faults));
    }

    private @Nullable RegisterThing read(Kind kind, JsonNode body, List<Fault> faults) {
        if (!body.isObject()) {
            faults.add(new Fault("", "It must be an object with the members that the API's description names."));
            return null;
        }
        JsonNode renewed = OldForms.renewed(kind, body.deepCopy());
        JavaType type = strict.constructType(kind.type());
        new MisfitMembers(strict, faults).takeOut(type, renewed, "");
        try {
            return strict.readerFor(type)
                    .withAttribute(ReadingFaults.NOTED, faults)
                    .readValue(renewed);
        } catch (JsonProcessingException e) {
            faults.add(new Fault("", "It has a member of the wrong type."));
            return null;
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a tree can always be read", e);
        }
    }
}
