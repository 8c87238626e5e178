package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/**
 * The members of a question as the record keeps them. They are whatever the partner sent, so a value or a name that is an NHS number
 * has a pseudonym in its place.
 */
@ApplicationScoped
class RecordedMembers {

    private final Pseudonyms pseudonyms;

    RecordedMembers(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** These facts, as they may be kept. */
    Facts of(Facts facts) {
        Facts.Members members = facts.members();
        if (members == null) {
            return facts;
        }
        JsonNode context = members.context();
        return new Facts(
                facts.question(),
                facts.patient(),
                facts.grant(),
                new Facts.Members(
                        kept(members.subject()),
                        kept(members.action()),
                        kept(members.resource()),
                        context == null ? null : kept(context)));
    }

    /** This text, or the pseudonym of the number that it is. */
    String of(String text) {
        return NhsNumber.parse(text).map(pseudonyms::of).orElse(text);
    }

    private JsonNode kept(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> object.set(of(member.getKey()), kept(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(kept(element)));
            return array;
        }
        return NhsNumber.parse(node.asText()).isPresent() ? TextNode.valueOf(of(node.asText())) : node;
    }
}
