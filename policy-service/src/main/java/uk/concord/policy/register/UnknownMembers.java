package uk.concord.policy.register;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes out of an entry what its kind doesn't have, and notes it: a typing error must not pass for silence. */
record UnknownMembers(ObjectMapper json, List<Fault> noted) {

    void takeOut(JavaType type, JsonNode body, String place) {
        if (body.isArray() && type.isCollectionLikeType()) {
            int index = 0;
            for (JsonNode element : body) {
                takeOut(type.getContentType(), element, place + "[" + index++ + "]");
            }
        } else if (body instanceof ObjectNode object && type.getRawClass().isRecord()) {
            Map<String, JavaType> known = membersOf(type);
            for (String member :
                    List.copyOf(object.propertyStream().map(Map.Entry::getKey).toList())) {
                String there = place.isEmpty() ? member : place + "." + member;
                JavaType its = known.get(member);
                if (its == null) {
                    noted.add(new Fault(there, "isn't known here."));
                    object.remove(member);
                } else {
                    takeOut(its, object.get(member), there);
                }
            }
        }
    }

    private Map<String, JavaType> membersOf(JavaType type) {
        return json.getDeserializationConfig().introspect(type).findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
    }
}
