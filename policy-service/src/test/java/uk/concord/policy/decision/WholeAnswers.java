package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The scenarios' answers to the last word, as somebody has read them: {@code answers.json}. A scenario names what matters in it; this
 * finds what changes beside. With {@code -Dconcord.answers.write=true} the file is written anew, to be read as a difference.
 */
public final class WholeAnswers {

    private static final Path FILE = Path.of("src/test/resources/answers.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);

    private WholeAnswers() {}

    /** Writes the file anew, where that is asked for. */
    static void writeIfWanted(List<JsonNode> answers) throws IOException {
        if (Boolean.getBoolean("concord.answers.write")) {
            Files.writeString(FILE, JSON.writeValueAsString(JSON.treeToValue(byName(answers), TreeMap.class)) + "\n");
        }
    }

    /** The names of the scenarios whose answers aren't those that were read, and of those that nobody has read. */
    public static List<String> differing(List<JsonNode> answers) throws IOException {
        ObjectNode found = byName(answers);
        JsonNode read = JSON.readTree(Files.readString(FILE));
        Set<String> names = new TreeSet<>();
        found.fieldNames().forEachRemaining(names::add);
        read.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !found.path(name).equals(read.path(name)))
                .toList();
    }

    private static ObjectNode byName(List<JsonNode> answers) {
        List<Scenario> all = Scenario.all();
        ObjectNode found = JSON.createObjectNode();
        for (int index = 0; index < all.size(); index++) {
            found.set(name(all.get(index)), answers.get(index));
        }
        return found;
    }

    private static String name(Scenario scenario) {
        return scenario.node().path("name").asText();
    }
}
