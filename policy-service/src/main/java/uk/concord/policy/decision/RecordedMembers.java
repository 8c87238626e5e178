package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.Pseudonyms;

/**
 * What a partner sent, and what repeats it, as the record keeps it. It may be anything, so each NHS number in a value
 * or a name, alone or among other text, has a pseudonym in its place.
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
        return new Facts(of(facts.question()), facts.patient(), facts.grant(), members == null ? null : of(members));
    }

    /** What was asked, as it may be kept. */
    Facts.Asked of(Facts.Asked asked) {
        return new Facts.Asked(
                of(asked.resourceType()),
                of(asked.action()),
                asked.requester(),
                asked.custodian(),
                ofOptional(asked.purpose()),
                ofOptional(asked.role()),
                of(asked.categories()),
                of(asked.labels()),
                of(asked.supportedObligations()),
                ofOptional(asked.basis()));
    }

    private Facts.Members of(Facts.Members members) {
        JsonNode context = members.context();
        return new Facts.Members(
                kept(members.subject()),
                kept(members.action()),
                kept(members.resource()),
                context == null ? null : kept(context));
    }

    /** What this answer says, which may name what was asked, as it may be kept. Its lists of categories are not changed. */
    PolicyAnswer of(PolicyAnswer answer) {
        PolicyAnswer.Gap gap = answer.gap();
        return answer.inOtherWords(
                answer.reasons().stream().map(this::of).toList(),
                answer.obligations().stream().map(this::of).toList(),
                gap == null ? null : new PolicyAnswer.Gap(gap.missing(), of(gap.detail()), gap.suppliedBy()));
    }

    private PolicyAnswer.Reason of(PolicyAnswer.Reason reason) {
        return new PolicyAnswer.Reason(
                reason.rule(),
                reason.effect(),
                reason.textKey(),
                values(reason.parameters()),
                new PolicyAnswer.Texts(
                        of(reason.texts().patient()), of(reason.texts().staff())));
    }

    private PolicyAnswer.Obligation of(PolicyAnswer.Obligation obligation) {
        return new PolicyAnswer.Obligation(obligation.id(), obligation.type(), values(obligation.properties()));
    }

    private Map<String, Object> values(Map<String, Object> values) {
        Map<String, Object> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> kept.put(name, value(value)));
        return kept;
    }

    private Object value(Object value) {
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>();
            map.forEach((name, element) -> kept.put(name, value(element)));
            return kept;
        }
        return value;
    }

    /** These texts, each as {@link #of(String)}. */
    List<String> of(List<String> texts) {
        return texts.stream().map(this::of).toList();
    }

    /** As {@link #of(String)}; nothing of nothing. */
    @Nullable
    String ofOptional(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** This text, with the pseudonym in the place of each number in it. */
    String of(String text) {
        return pseudonyms.inPlaceOfNumbers(text);
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
        // A number may be one as JSON has numbers, too.
        String text = node.asText();
        String kept = of(text);
        return kept.equals(text) ? node : TextNode.valueOf(kept);
    }
}
