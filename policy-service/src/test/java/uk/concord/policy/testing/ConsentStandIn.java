package uk.concord.policy.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** In the place of consent-service, and of the token endpoint at which the service gets its token for it. */
public final class ConsentStandIn implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 503;
    private volatile String type = "application/problem+json";
    private volatile String body = "{}";

    public ConsentStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/protocol/openid-connect/token", exchange -> {
            exchange.getRequestBody().readAllBytes();
            reply(
                    exchange,
                    200,
                    "application/json",
                    "{\"access_token\":\"service-token\",\"token_type\":\"Bearer\",\"expires_in\":300}");
        });
        server.createContext("/patients/state", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.incrementAndGet();
            boolean known =
                    "Bearer service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            reply(exchange, known ? status : 401, type, body);
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on it answers so. */
    public void answers(int code, String contentType, String content) {
        status = code;
        type = contentType;
        body = content;
    }

    public void isAway() {
        answers(503, "application/problem+json", "{}");
    }

    /** How often somebody has asked for a state. */
    public int asked() {
        return asked.get();
    }

    private static void reply(HttpExchange exchange, int code, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
