package uk.concord.policy.register;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.concord.kernel.identity.OdsCode;

/**
 * Takes out of an entry what its kind doesn't have, and what isn't of the shape that it has, and notes it: a typing error must
 * not pass for silence.
 */
record MisfitMembers(ObjectMapper json, List<Fault> noted) {

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
                JsonNode value = object.get(member);
                if (its == null) {
                    noted.add(new Fault(there, "isn't known here."));
                    object.remove(member);
                } else if (!value.isNull() && its.isCollectionLikeType() && !value.isArray()) {
                    noted.add(new Fault(there, "must be a list."));
                    object.remove(member);
                } else if (!value.isNull() && isObject(its) && !value.isObject()) {
                    noted.add(new Fault(there, "must be an object."));
                    object.remove(member);
                } else {
                    takeOut(its, value, there);
                }
            }
        }
    }

    // An ODS code is a record that is written as a text.
    private static boolean isObject(JavaType type) {
        return type.isMapLikeType() || (type.getRawClass().isRecord() && type.getRawClass() != OdsCode.class);
    }

    private Map<String, JavaType> membersOf(JavaType type) {
        return json.getDeserializationConfig().introspect(type).findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
    }
}
