package uk.concord.policy.register;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The register of the tests, read as an import reads it. */
public final class RegisterOfTests {

    public static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private RegisterOfTests() {}

    public static RegisterSnapshot read(long revision) {
        return read(revision, text -> text);
    }

    /** The same after a change of its text. */
    public static RegisterSnapshot read(long revision, UnaryOperator<String> change) {
        try {
            List<ImportRow> rows = new JsonImport(JSON.readTree(change.apply(text())), new RegisterJson(JSON))
                    .rows(new RegisterSnapshot(0, List.of()));
            return new RegisterSnapshot(
                    revision,
                    rows.stream()
                            .map(row -> Objects.requireNonNull(
                                    row.thing(), () -> row.faults().toString()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text() throws IOException {
        try (InputStream content = RegisterOfTests.class.getResourceAsStream("/register.json")) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
