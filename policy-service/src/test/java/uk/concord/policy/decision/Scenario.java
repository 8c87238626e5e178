package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One scenario of the scenario files: what is asked, what the patient has said, and what the answer must be. */
public record Scenario(String file, JsonNode node) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> CONDITIONS =
            List.of("organisations", "organisation_types", "categories", "purposes", "labels");

    /** All of all files. */
    public static List<Scenario> all() {
        List<Scenario> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            for (Path file : files.sorted().toList()) {
                YAML.readTree(file.toFile())
                        .forEach(node ->
                                found.add(new Scenario(file.getFileName().toString(), node)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** OPA's input: what the scenario leaves out is what a plain question has. */
    public ObjectNode input() {
        ObjectNode input = JSON.createObjectNode();
        input.put("at", node.path("at").asText(AT.toString()));
        ObjectNode facts = input.putObject("facts");
        ObjectNode question = node.path("asks").deepCopy();
        orElse(question, "resource_type", "patient-record");
        orElse(question, "action", "read");
        orEmpty(question, "supported_obligations");
        orEmpty(question, "labels");
        facts.set("question", question);
        ObjectNode patient = facts.putObject("patient");
        patient.put("standing", node.path("standing").asText("registered"));
        ArrayNode preferences = patient.putArray("preferences");
        node.path("says").forEach(said -> preferences.add(preference(said.deepCopy())));
        if (node.has("grant")) {
            Instant until = AT.plus(Duration.parse(node.path("grant").asText()));
            facts.putObject("grant").put("reason", "OVRPS").put("until", until.toString());
        }
        return input;
    }

    /** Whether an answer is what the scenario says, apart from the reasons' words. */
    public boolean agrees(JsonNode answer) {
        JsonNode wanted = node.path("answer");
        return answer.path("outcome").asText().equals(wanted.path("outcome").asText())
                && texts(answer.path("permitted")).equals(texts(wanted.path("permitted")))
                && texts(answer.path("withheld")).equals(texts(wanted.path("withheld")))
                && distinct(answer.path("reasons"), "text_key").equals(texts(wanted.path("reasons")))
                && distinct(answer.path("obligations"), "id").equals(texts(wanted.path("obligations")))
                && answer.path("gap")
                        .path("missing")
                        .asText()
                        .equals(wanted.path("gap").asText())
                && (!wanted.has("agreement")
                        || answer.path("agreement").path("id").equals(wanted.path("agreement")));
    }

    private static List<String> distinct(JsonNode array, String member) {
        List<String> found = new ArrayList<>();
        array.forEach(element -> found.add(element.path(member).asText()));
        return found.stream().distinct().toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static ObjectNode preference(ObjectNode said) {
        said.set("exceptions", exceptions(said));
        if (!said.has("under_review")) {
            said.put("under_review", false);
        }
        return said;
    }

    private static ArrayNode exceptions(JsonNode of) {
        ArrayNode exceptions = JSON.createArrayNode();
        of.path("exceptions").forEach(exception -> {
            ObjectNode whole = exception.deepCopy();
            CONDITIONS.forEach(condition -> orEmpty(whole, condition));
            whole.set("exceptions", exceptions(exception));
            exceptions.add(whole);
        });
        return exceptions;
    }

    private static void orElse(ObjectNode node, String member, String text) {
        if (!node.has(member)) {
            node.put(member, text);
        }
    }

    private static void orEmpty(ObjectNode node, String member) {
        if (!node.has(member)) {
            node.putArray(member);
        }
    }

    @Override
    public String toString() {
        return file + ": " + node.path("name").asText();
    }
}
