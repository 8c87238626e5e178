package uk.concord.policy.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;

/** How a cell of a CSV file becomes a member. What doesn't fit is handed on as text, for the reading of the member to refuse. */
enum CsvShape {
    /** As it is. */
    TEXT,
    /** Several values with {@code ;} between them. */
    LIST,
    /** {@code true} or {@code false}. */
    FLAG,
    /** {@code scheme=permit} or {@code scheme=deny}, several with {@code ;} between them. */
    EFFECTS,
    /** {@code organisation|name|day}, several with {@code ;} between them. */
    SIGNATORIES,
    /** Allowed, because lists from elsewhere have it, and not read. */
    IGNORED;

    /** The member that this cell, which isn't blank, stands for. */
    JsonNode member(String cell) {
        return switch (this) {
            case TEXT, IGNORED -> TextNode.valueOf(cell);
            case LIST -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                parts(cell).forEach(list::add);
                yield list;
            }
            case FLAG ->
                switch (cell) {
                    case "true" -> BooleanNode.TRUE;
                    case "false" -> BooleanNode.FALSE;
                    default -> TextNode.valueOf(cell);
                };
            case EFFECTS -> {
                ObjectNode effects = JsonNodeFactory.instance.objectNode();
                parts(cell).forEach(part -> {
                    String[] sides = part.split("=", 2);
                    effects.put(sides[0].strip(), sides.length == 2 ? sides[1].strip() : "");
                });
                yield effects;
            }
            case SIGNATORIES -> {
                ArrayNode signatories = JsonNodeFactory.instance.arrayNode();
                parts(cell).forEach(part -> {
                    ObjectNode signatory = signatories.addObject();
                    String[] members = part.split("\\|", -1);
                    List<String> names = List.of("organisation", "name", "signed_on");
                    for (int i = 0; i < Math.min(members.length, names.size()); i++) {
                        signatory.put(names.get(i), members[i].strip());
                    }
                });
                yield signatories;
            }
        };
    }

    private static List<String> parts(String cell) {
        return Arrays.stream(cell.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
