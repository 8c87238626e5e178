package uk.concord.stack.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The register of the demonstration, as the body of {@code POST /register/import}. */
public final class DemonstrationRegister {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS =
            List.of("ods_code", "name", "type", "postcode", "sub_icb_location", "opened");

    private DemonstrationRegister() {}

    public static String document() {
        try {
            ObjectNode register = (ObjectNode) JSON.readTree(resource("register.json"));
            ArrayNode organisations = register.putArray("organisations");
            addTo(organisations, "organisations.csv");
            addTo(organisations, "organisations-synthetic.csv");
            return register.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lists quote nothing and hold no comma inside a value; a line that breaks this is refused, not misread. */
    private static void addTo(ArrayNode organisations, String file) {
        List<String> lines = resource(file).lines().toList();
        if (!List.of(lines.getFirst().split(",", -1)).equals(COLUMNS)) {
            throw new IllegalStateException(file + " has other columns than " + COLUMNS);
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            if (values.length != COLUMNS.size()) {
                throw new IllegalStateException(file + " has a line with " + values.length + " values: " + line);
            }
            ObjectNode organisation = organisations
                    .addObject()
                    .put("ods_code", values[0])
                    .put("name", values[1])
                    .put("type", values[2])
                    .put("status", "active");
            if (!values[3].isBlank()) {
                organisation.put("postcode", values[3]);
            }
        }
    }

    private static String resource(String name) {
        try (InputStream in = DemonstrationRegister.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing: build local-stack with Maven first");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
