package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Walks through a resource with all that is nested in it. */
final class Tree {

    private Tree() {}

    /** Shows every object, the outermost first. */
    static void objects(JsonNode node, Consumer<JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(node);
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                objects(child, visitor);
            }
        }
    }
}
