package uk.concord.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fixed", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(asked.incrementAndGet() % 10 == 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/chunked", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("{\"decision\":true}\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void asksEachNumberOnceAndCountsPermitsAndErrors() {
        ClosedLoop loop = new ClosedLoop(
                server.getAddress().getPort(),
                Connection.head("POST", "/fixed", Map.of()),
                number -> number % 2 == 0 ? "{\"decision\":true}" : "{\"decision\":false}");

        ClosedLoop.Seen seen = loop.run(4, 100);

        assertThat(asked).hasValue(100);
        assertThat(seen.requests()).isEqualTo(90);
        assertThat(seen.errors()).isEqualTo(10);
        assertThat(seen.permits()).isEqualTo(50);
        assertThat(seen.latencies().count()).isEqualTo(100);
    }

    @Test
    void readsAnAnswerInChunks() throws IOException {
        try (Connection connection = new Connection(server.getAddress().getPort())) {
            Connection.Answer answer = connection.send(Connection.head("GET", "/chunked", Map.of()), new byte[0]);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text().lines()).hasSize(10_000);
        }
    }
}
