package uk.concord.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.opa.OpaServer;

/** Several inputs in one evaluation, by a real OPA with small rules of its own. */
class BatchTest {

    private static final String RULES = """
            package concord.decision

            answer := {"twice": 2 * input.number} if input.number < 10

            answers[format_int(i, 10)] := found if {
            	some i, one in input.batch
            	found := answer with input as one
            }

            answers["7"] := {"twice": 14} if input.batch[0].number == 9
            """;

    @TempDir
    Path folder;

    private OpaServer server;
    private OpaOfTests opa;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("decision.rego"), RULES);
        server = OpaServer.start("", List.of(folder));
        opa = new OpaOfTests(URI.create(server.url()), new ObjectMapper());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachInputHasItsAnswerInItsPlaceOrNone() {
        List<Optional<Evaluation>> found = opa.evaluateAll(List.of(number(1), number(12), number(3)));

        assertThat(found.stream()
                        .map(one -> one.map(evaluation -> evaluation.result().toString())))
                .containsExactly(Optional.of("{\"twice\":2}"), Optional.empty(), Optional.of("{\"twice\":6}"));
    }

    @Test
    void anAnswerToWhatWasNotAskedIsNoAnswer() {
        assertThatThrownBy(() -> opa.evaluateAll(List.of(number(9)))).isInstanceOf(OpaUnavailableException.class);
    }

    @Test
    void nothingIsAskedAboutNothing() {
        server.kill();

        assertThat(opa.evaluateAll(List.of())).isEmpty();
    }

    private static Map<String, Integer> number(int value) {
        return Map.of("number", value);
    }
}
