package uk.concord.policy.register;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The register of the tests, read as an import reads it. */
public final class RegisterOfTests {

    public static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private RegisterOfTests() {}

    public static RegisterSnapshot read(long revision) {
        try {
            List<ImportRow> rows = new JsonImport(
                            JSON.readTree(RegisterOfTests.class.getResourceAsStream("/register.json")),
                            new RegisterJson(JSON))
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
}
