package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows as they come together: what isn't there makes no row. */
final class Rows {

    private final List<Row> rows = new ArrayList<>();

    Rows add(String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            rows.add(Row.of(label, value));
        }
        return this;
    }

    Rows addLink(String label, String value, String href) {
        rows.add(new Row(label, List.of(value), href));
        return this;
    }

    Rows add(String label, JsonNode text, UnaryOperator<String> words) {
        return text.isValueNode() && !text.isNull() ? add(label, words.apply(text.asText())) : this;
    }

    /** A row with a line for each text of a list; where the list is there and empty, these words. */
    Rows addAll(String label, JsonNode list, UnaryOperator<String> words, String none) {
        if (list.isArray()) {
            List<String> values = texts(list).stream().map(words).toList();
            addAll(label, values.isEmpty() ? List.of(none) : values);
        }
        return this;
    }

    Rows addAll(String label, List<String> values) {
        List<String> said = values.stream().filter(value -> !value.isEmpty()).toList();
        if (!said.isEmpty()) {
            rows.add(new Row(label, said, ""));
        }
        return this;
    }

    Row.Section under(String heading) {
        return new Row.Section(heading, List.copyOf(rows));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
