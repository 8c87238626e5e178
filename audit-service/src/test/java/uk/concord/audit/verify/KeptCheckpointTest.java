package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the verifier takes the checkpoint from that was kept outside the database. */
class KeptCheckpointTest {

    private static final String NOTE = "concord.example.org/audit/log\n3\nroot\n\n— name signature\n";

    @TempDir
    Path folder;

    private HttpServer keeper;

    @BeforeEach
    void begin() throws IOException {
        keeper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keeper.start();
    }

    @AfterEach
    void end() {
        keeper.stop(0);
    }

    @Test
    void aFileIsReadAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("highest"), NOTE);

        assertThat(new KeptCheckpoint(file.toString()).read()).isEqualTo(NOTE);
        assertThatThrownBy(() -> new KeptCheckpoint(folder.resolve("none").toString()).read())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsServedIsReadAsItIs() throws Exception {
        serve(200, NOTE);

        assertThat(new KeptCheckpoint(address()).read()).isEqualTo(NOTE);
    }

    @Test
    void anotherAnswerIsNoCheckpoint() {
        serve(404, "No checkpoint is kept outside the database.\n");

        assertThatThrownBy(() -> new KeptCheckpoint(address()).read())
                .isInstanceOf(CannotVerifyException.class)
                .hasMessage("No checkpoint can be had from " + address() + ": it answered with status 404.");
    }

    @Test
    void nobodyLeadsTheVerifierElsewhere() {
        keeper.createContext("/elsewhere", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        keeper.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> new KeptCheckpoint(address()).read()).hasMessageContaining("status 302");
    }

    @Test
    void anAnswerOfAnyLengthIsNotRead() {
        serve(200, "x".repeat(256 * 1024 + 1));

        assertThatThrownBy(() -> new KeptCheckpoint(address()).read()).isInstanceOf(CannotVerifyException.class);
    }

    @Test
    void whoeverIsNotThereIsNamed() {
        String address = address();
        keeper.stop(0);
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        int status = VerifyMain.run(
                List.of("--jdbc-url", "x", "--user", "x", "--key", "x", "--checkpoint", address),
                new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8))
                .startsWith("CAN'T CHECK: No checkpoint can be had from " + address + ": java.net.ConnectException");
        assertThat(status).isEqualTo(2);
    }

    private void serve(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        keeper.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String address() {
        return "http://localhost:" + keeper.getAddress().getPort() + "/ledger/checkpoint";
    }
}
