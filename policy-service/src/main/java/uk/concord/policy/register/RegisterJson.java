package uk.concord.policy.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Reads and writes the things of the register. An unknown member is refused: a typing error must not pass for silence. */
@ApplicationScoped
class RegisterJson {

    private final ObjectMapper json;

    RegisterJson(ObjectMapper json) {
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }

    String write(RegisterThing thing) {
        try {
            return json.writeValueAsString(thing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is in the register can always be written", e);
        }
    }

    /** Reads what was stored. */
    RegisterThing stored(Kind kind, String content) {
        try {
            return json.readValue(content, kind.type());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the register holds one of its " + kind.path() + " in an unknown form", e);
        }
    }

    /**
     * Reads one thing.
     *
     * @throws ProblemException 400, saying what is wrong
     */
    RegisterThing read(Kind kind, JsonNode body) {
        List<String> faults = new ArrayList<>();
        RegisterThing thing = read(kind, body, kind.path(), faults);
        if (thing == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.join(" ", faults));
        }
        return thing;
    }

    /**
     * Reads an import document: a list for each kind, all optional.
     *
     * @throws ProblemException 400 with all faults in the member {@code faults}
     */
    List<RegisterThing> readAll(JsonNode document) {
        List<String> faults = new ArrayList<>();
        List<RegisterThing> things = new ArrayList<>();
        if (!document.isObject()) {
            faults.add("The document must be a JSON object.");
        }
        Map<String, Kind> members =
                List.of(Kind.values()).stream().collect(Collectors.toMap(Kind::member, kind -> kind));
        document.properties().forEach(member -> {
            Kind kind = members.get(member.getKey());
            if (kind == null || !member.getValue().isArray()) {
                faults.add(member.getKey() + ": must be one of " + members.keySet() + ", and a list.");
                return;
            }
            int row = 0;
            for (JsonNode element : member.getValue()) {
                RegisterThing thing = read(kind, element, member.getKey() + "[" + row++ + "]", faults);
                if (thing != null) {
                    things.add(thing);
                }
            }
        });
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Nothing was imported. See faults.",
                    Map.of("faults", faults),
                    null);
        }
        return things;
    }

    private @Nullable RegisterThing read(Kind kind, JsonNode body, String where, List<String> faults) {
        try {
            RegisterThing thing = json.treeToValue(body, kind.type());
            if (thing == null) {
                faults.add(where + ": must be an object.");
            }
            return thing;
        } catch (JsonProcessingException e) {
            faults.add(where + ": " + fault(e));
            return null;
        }
    }

    private static String fault(JsonProcessingException e) {
        if (e.getCause() instanceof ProblemException problem) {
            return problem.detail();
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String member = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return member + " isn't known here, or has the wrong type or an unknown value.";
        }
        return "must be an object with the members that the API's description names.";
    }
}
