package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas of OPA's input and output, made from the records that are their source. */
public final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<Class<?>> open = new HashSet<>();

    private Schemas() {}

    /** Writes them as {@code facts.json} and {@code answer.json} into the folder, for {@code opa check --schema}. */
    public static void into(Path folder) {
        write(folder, "facts.json", Facts.Input.class);
        write(folder, "answer.json", PolicyAnswer.class);
    }

    private static void write(Path folder, String name, Class<?> type) {
        ObjectNode schema = new Schemas().of(type);
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode of(Type type) {
        ObjectNode node = JSON.createObjectNode();
        if (type instanceof ParameterizedType list && list.getRawType().equals(List.class)) {
            node.put("type", "array").set("items", of(list.getActualTypeArguments()[0]));
        } else if (type instanceof ParameterizedType map && map.getRawType().equals(Map.class)) {
            node.put("type", "object");
        } else if (type == JsonNode.class) {
            // Anything: as it came.
            return node;
        } else if (type instanceof Class<?> named && named.isRecord()) {
            object(node, named);
        } else if (type instanceof Class<?> named && named.isEnum()) {
            node.put("type", "string");
            ArrayNode values = node.putArray("enum");
            for (Object constant : named.getEnumConstants()) {
                values.add(JSON.valueToTree(constant).asText());
            }
        } else if (type.equals(String.class) || type.equals(Instant.class)) {
            node.put("type", "string");
        } else if (type.equals(boolean.class)) {
            node.put("type", "boolean");
        } else if (type.equals(Long.class)) {
            node.put("type", "integer");
        } else {
            throw new IllegalArgumentException("a schema for " + type + " isn't known");
        }
        return node;
    }

    private void object(ObjectNode node, Class<?> type) {
        node.put("type", "object");
        // OPA can't take a schema that names itself, so a rule's own exceptions are objects of any form to it.
        if (!open.add(type)) {
            return;
        }
        node.put("additionalProperties", false);
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = node.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(type, component);
            properties.set(name, of(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        open.remove(type);
    }

    private static String name(Class<?> type, RecordComponent component) {
        try {
            Field field = type.getDeclaredField(component.getName());
            JsonProperty named = field.getAnnotation(JsonProperty.class);
            return named == null ? component.getName() : named.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
