package uk.concord.benchmark.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.concord.benchmark.population.Population;

/**
 * In the place of consent-service, where policy-service reads one patient's truth when its projection is late, and of the endpoint
 * that gives it a token for that.
 */
public final class TruthStandIn implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"nhs_number\"\\s*:\\s*\"(\\d{10})\"");

    private final HttpServer server;
    private final AtomicLong asked = new AtomicLong();

    public TruthStandIn(Population population) {
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
                    "{\"access_token\":\"of-the-run\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        });
        server.createContext("/patients/state", exchange -> {
            asked.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher number = NUMBER.matcher(body);
            int index = number.find() ? population.indexOf(number.group(1)) : -1;
            if (index < 0) {
                reply(exchange, 404, "application/problem+json", "{}");
            } else {
                reply(exchange, 200, "application/json", population.state(index));
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often the truth was read. */
    public long asked() {
        return asked.get();
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
