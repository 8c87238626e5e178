package uk.concord.policy.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules that this version of the service ships with. */
@ApplicationScoped
public class ShippedRules {

    /** Their files; a test compares the list with the folder. */
    static final List<String> FILES = List.of(
            "concord/breakglass.rego",
            "concord/claim.rego",
            "concord/codes/data.json",
            "concord/decision.rego",
            "concord/gap.rego",
            "concord/known.rego",
            "concord/lawful.rego",
            "concord/matching.rego",
            "concord/outcome.rego",
            "concord/period.rego",
            "concord/publicinterest.rego",
            "concord/question.rego",
            "concord/said.rego",
            "concord/search.rego",
            "concord/sensitive.rego",
            "concord/settings/data.json",
            "concord/texts.rego",
            "concord/types.rego",
            "concord/wording/data.json");

    /** The files by path. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        FILES.forEach(path -> files.put(path, read("/rego/" + path)));
        return files;
    }

    private static String read(String resource) {
        try (InputStream content = ShippedRules.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("the service was built without " + resource);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
