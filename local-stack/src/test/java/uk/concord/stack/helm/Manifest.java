package uk.concord.stack.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One object that the chart renders.
 *
 * @param text as YAML
 * @param tree the same, read
 */
record Manifest(String text, JsonNode tree) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Every object in these documents, in their order. */
    static List<Manifest> in(String documents) {
        return Stream.of(documents.split("(?m)^---$", -1))
                .map(text -> new Manifest(text, read(text)))
                .filter(manifest -> manifest.tree().isObject())
                .toList();
    }

    static JsonNode read(String text) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return MAPPER.valueToTree(loaded);
    }

    String kind() {
        return at("/kind").textValue();
    }

    String name() {
        return at("/metadata/name").textValue();
    }

    /** A part of it, by JSON Pointer (RFC 6901). */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** The pod of a workload, or of a pod itself; a missing node for anything else. */
    JsonNode pod() {
        return switch (kind()) {
            case "Deployment", "StatefulSet" -> at("/spec/template/spec");
            case "CronJob" -> at("/spec/jobTemplate/spec/template/spec");
            case "Pod" -> at("/spec");
            default -> at("/no/pod");
        };
    }

    boolean hasPod() {
        return pod().isObject();
    }

    /** All containers of its pod, those that only prepare it included. */
    Stream<JsonNode> containers() {
        return Stream.concat(each(pod().path("initContainers")), each(pod().path("containers")));
    }

    /** The container of this name. */
    JsonNode container(String name) {
        return containers()
                .filter(container -> container.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name + " in " + name()));
    }

    /** The settings of a service's ConfigMap, as Java reads them. */
    Properties settings() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(at("/data/application.properties").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Who a rule of a NetworkPolicy is about: pods of the chart by their name, others by their namespace's. */
    static String peer(JsonNode peer) {
        return peer.has("podSelector")
                ? peer.at("/podSelector/matchLabels")
                        .path("app.kubernetes.io/name")
                        .asText()
                : "namespace "
                        + peer.at("/namespaceSelector/matchLabels")
                                .path("kubernetes.io/metadata.name")
                                .asText();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
