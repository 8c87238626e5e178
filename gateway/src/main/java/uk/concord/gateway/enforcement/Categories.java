package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The register's categories: which resources are of which kind. */
record Categories(List<Category> all) {

    /**
     * Reads the answer of {@code GET /register/categories}.
     *
     * @throws IllegalArgumentException if it isn't one: then nothing may be released by it
     */
    static Categories read(JsonNode answer) {
        List<Category> categories = new ArrayList<>();
        for (JsonNode entry : RegisterAnswer.list(answer)) {
            String id = RegisterAnswer.text(entry, "id");
            String kind = RegisterAnswer.text(entry, "class");
            Set<Label> labels = new HashSet<>();
            for (JsonNode label : entry.path("labels")) {
                labels.add(
                        label.isTextual()
                                ? Label.of(label.asText())
                                : new Label(RegisterAnswer.text(label, "system"), RegisterAnswer.text(label, "code")));
            }
            Set<String> types = StreamSupport.stream(entry.path("fhir_types").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.toUnmodifiableSet());
            // Whatever isn't plainly ordinary is held back.
            categories.add(new Category(id, !kind.equals("ordinary"), types, Set.copyOf(labels)));
        }
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("the register has no categories");
        }
        return new Categories(List.copyOf(categories));
    }

    /** The kinds that every resource of this type is of; none if the type isn't released at all. */
    Set<String> ofType(String type) {
        return ids(
                all.stream().filter(category -> category.types().contains(type)).toList());
    }

    /** The kinds that this label stands for; none if the register doesn't know it. */
    Set<String> ofLabel(Label label) {
        return ids(all.stream()
                .filter(category -> category.labels().contains(label))
                .toList());
    }

    /** What is asked for when resources of this type are: its own kinds, and all that might have to be held back. */
    Set<String> toAskFor(String type) {
        Set<String> asked = new TreeSet<>(ofType(type));
        asked.addAll(ids(all.stream().filter(Category::heldBack).toList()));
        return asked;
    }

    /** The types that are released here, for messages. */
    Set<String> types() {
        Set<String> types = new TreeSet<>();
        all.forEach(category -> types.addAll(category.types()));
        return types;
    }

    private static Set<String> ids(List<Category> categories) {
        return categories.stream().map(Category::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
