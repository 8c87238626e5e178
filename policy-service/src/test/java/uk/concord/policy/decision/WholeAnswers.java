package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The scenarios' answers to the last word, as somebody has read them: {@code answers.json}. A scenario names what matters in it; this
 * finds what changes beside. With {@code -Dconcord.answers.write=true} the file is written anew, to be read as a difference.
 */
public final class WholeAnswers {

    private static final Path FILE = Path.of("src/test/resources/answers.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);

    private WholeAnswers() {}

    /** The names of the scenarios whose answers aren't those that were read, and of those that nobody has read. */
    public static List<String> differing(List<JsonNode> answers) {
        List<Scenario> all = Scenario.all();
        ObjectNode found = JSON.createObjectNode();
        for (int index = 0; index < all.size(); index++) {
            found.set(name(all.get(index)), answers.get(index));
        }
        try {
            if (Boolean.getBoolean("concord.answers.write")) {
                Files.writeString(FILE, JSON.writeValueAsString(JSON.treeToValue(found, TreeMap.class)) + "\n");
            }
            JsonNode read = JSON.readTree(Files.readString(FILE));
            List<String> differing = new ArrayList<>();
            for (Scenario scenario : all) {
                if (!found.path(name(scenario)).equals(read.path(name(scenario)))) {
                    differing.add(name(scenario));
                }
            }
            read.fieldNames().forEachRemaining(name -> {
                if (!found.has(name)) {
                    differing.add(name);
                }
            });
            return differing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Scenario scenario) {
        return scenario.node().path("name").asText();
    }
}
