package uk.concord.consent.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Answers what a ledger may say, which a real one says only after Kafka has lost something. It has every event but those of which it is told
 * otherwise. How the real services meet is tested end to end.
 */
public final class LedgerStandIn implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asked = new ConcurrentHashMap<>();
    private volatile String counts = "{}";
    private volatile boolean silent;
    private HttpServer server;

    /** From now on this event is {@code missing}, {@code parked}, {@code pending} or {@code recorded}. */
    static void is(String event, String what) {
        control("/" + what + "/" + event);
    }

    /** From now on there is no answer, or there is again. */
    static void isSilent(boolean silent) {
        control("/silent/" + silent);
    }

    /** Whether anybody has asked for this event. */
    static boolean wasAskedFor(String event) {
        return control("/asked/" + event).equals("true");
    }

    /** The counts in the newest question. */
    static JsonNode counts() {
        try {
            return JSON.readTree(control("/counts/all"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Over HTTP, because a test resource and the tests may be loaded by different class loaders.
    private static String control(String path) {
        String address = ConfigProvider.getConfig().getValue("concord.audit-service.url", String.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + "/control" + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/control/", this::controlled);
        server.createContext("/audit/inclusion", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "concord.audit-service.url",
                "http://localhost:" + server.getAddress().getPort(),
                "concord.handover.enabled",
                "true",
                "concord.handover.settle",
                "PT0.1S",
                "concord.handover.every",
                "PT0.05S",
                "concord.handover.alarm-after",
                "PT0.5S");
    }

    private void controlled(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String answer = "";
        switch (path[2]) {
            case "silent" -> silent = Boolean.parseBoolean(path[3]);
            case "asked" -> answer = String.valueOf(asked.containsKey(path[3]));
            case "counts" -> answer = counts;
            default -> said.put(path[3], path[2]);
        }
        send(exchange, 200, answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!isOfConsentService(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{}");
            return;
        }
        if (silent) {
            send(exchange, 503, "{}");
            return;
        }
        if (question.path("list").asText().equals("outbox")) {
            counts = question.path("counts").toString();
        }
        Map<String, List<String>> answer =
                Map.of("missing", new ArrayList<>(), "parked", new ArrayList<>(), "pending", new ArrayList<>());
        for (JsonNode event : question.path("events")) {
            asked.put(event.asText(), true);
            String what = said.getOrDefault(event.asText(), "recorded");
            if (Set.of("missing", "parked", "pending").contains(what)) {
                answer.get(what).add(event.asText());
            }
        }
        send(exchange, 200, JSON.writeValueAsString(answer));
    }

    // By the client that the token names; its signature is the real ledger's to check.
    private static boolean isOfConsentService(String authorization) throws IOException {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        String[] token = authorization.split("\\.");
        return token.length == 3
                && JSON.readTree(Base64.getUrlDecoder().decode(token[1]))
                        .path("azp")
                        .asText()
                        .equals("consent-service");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
