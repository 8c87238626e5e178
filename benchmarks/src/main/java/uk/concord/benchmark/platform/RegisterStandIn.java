package uk.concord.benchmark.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In the place of consent-service, where audit-service asks for a patient's names, and of the endpoint that gives it a token for that.
 * Every patient is on the register and has one NHS number.
 */
public final class RegisterStandIn implements AutoCloseable {

    private static final Pattern PATIENT = Pattern.compile("\"patient\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private final HttpServer server;

    public RegisterStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/protocol/openid-connect/token",
                exchange -> reply(
                        exchange,
                        200,
                        "{\"access_token\":\"of-the-run\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        server.createContext("/patients/lookup", exchange -> {
            Matcher asked =
                    PATIENT.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (asked.find()) {
                String patient = asked.group(1);
                reply(
                        exchange,
                        200,
                        "{\"patient\":\"" + patient + "\",\"pseudonyms\":[\"" + patient.replace("-", "") + "\"]}");
            } else {
                reply(exchange, 404, "{}");
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
