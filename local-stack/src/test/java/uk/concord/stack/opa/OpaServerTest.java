package uk.concord.stack.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpaServerTest {

    @Test
    void answersBeforeAndAfterItWasKilled(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("rule.rego"), "package test\n\nanswer := 42\n");

        try (OpaServer opa = OpaServer.start("", List.of(folder))) {
            assertThat(ask(opa)).isEqualTo("{\"result\":42}");

            opa.kill();
            assertThatThrownBy(() -> ask(opa)).isInstanceOf(UncheckedIOException.class);
            opa.restart();

            assertThat(ask(opa)).isEqualTo("{\"result\":42}");
        }
    }

    @Test
    void aWrongConfigurationSaysWhereTheLogIs() {
        assertThatThrownBy(() -> OpaServer.start("services: nonsense")).hasMessageContaining("opa.log");
    }

    private static String ask(OpaServer opa) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(opa.url() + "/v1/data/test/answer"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
