package uk.concord.policy.register;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The register of the tests, read as an import reads it. */
public final class RegisterOfTests {

    public static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private RegisterOfTests() {}

    public static RegisterSnapshot read(long revision) {
        try {
            return new RegisterSnapshot(
                    revision,
                    new RegisterJson(JSON)
                            .readAll(JSON.readTree(RegisterOfTests.class.getResourceAsStream("/register.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
