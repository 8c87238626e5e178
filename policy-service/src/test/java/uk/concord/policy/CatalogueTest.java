package uk.concord.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.problem.ProblemType;

/** The catalogue of errors and gaps for partners names each of them, with what to do. */
class CatalogueTest {

    private static final Path PAGE = Path.of(System.getProperty("concord.root")).resolve("docs/api/policy-service.md");

    @Test
    void everyKindOfProblemStandsInIt() throws Exception {
        List<String> missing = new ArrayList<>();
        for (Field field : ProblemType.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof ProblemType type) {
                if (row(type.status() + "", type.slug()).isEmpty()) {
                    missing.add(type.status() + " " + type.slug());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyGapStandsInIt() throws IOException {
        JsonNode gaps = new ObjectMapper()
                .readTree(Path.of("src/main/rego/concord/wording/data.json").toFile())
                .path("gaps");
        List<String> missing = new ArrayList<>();
        gaps.fieldNames().forEachRemaining(name -> {
            String told = name.equals("requester") || name.equals("custodian") ? "organisation" : name;
            if (row("", told).isEmpty()) {
                missing.add(told);
            }
        });
        assertThat(gaps.size()).isGreaterThan(5);
        assertThat(missing).isEmpty();
    }

    private static List<String> row(String status, String name) {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| ") && line.contains("`" + name + "`") && line.contains(status))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
