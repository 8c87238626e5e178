package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An answer that something has gone wrong with in one to three places: a value flipped, lost, of another type, or there twice. */
final class DamagedAnswer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> WORDS =
            List.of("permit", "deny", "true", "redact", "a", "b", "c", "1", "7", "", "2020-01-01T00:00:00Z");

    private final JsonNode result;
    private final Random random;

    DamagedAnswer(JsonNode answer, Random random) {
        this.random = random;
        this.result = answer;
        for (int places = 1 + random.nextInt(3); places > 0; places--) {
            damage();
        }
    }

    JsonNode result() {
        return result;
    }

    private void damage() {
        List<JsonNode> containers = new ArrayList<>();
        collect(result, containers);
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object when !object.isEmpty() -> damage(object);
            case ArrayNode array -> damage(array);
            default -> {}
        }
    }

    private void damage(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name));
            default -> object.set(name, instead(object.get(name)));
        }
    }

    private void damage(ArrayNode array) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(garbage());
            return;
        }
        int place = random.nextInt(array.size());
        switch (random.nextInt(3)) {
            case 0 -> array.remove(place);
            case 1 -> array.add(array.get(place).deepCopy());
            default -> array.set(place, instead(array.get(place)));
        }
    }

    private JsonNode instead(JsonNode value) {
        return value.isBoolean() && random.nextBoolean() ? NODES.booleanNode(!value.booleanValue()) : garbage();
    }

    private JsonNode garbage() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(3));
            case 3 -> NODES.arrayNode();
            case 4 -> NODES.objectNode();
            default -> NODES.textNode(WORDS.get(random.nextInt(WORDS.size())));
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
