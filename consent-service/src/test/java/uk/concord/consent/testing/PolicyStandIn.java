package uk.concord.consent.testing;

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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Answers what consent-service asks of policy-service and of the sign-in service's token endpoint. Real services meet each other
 * in the end-to-end tests; here their client is tested.
 */
public final class PolicyStandIn implements QuarkusTestResourceLifecycleManager {

    private static final String TOKEN = "/realm/protocol/openid-connect/token";
    private static final String CONTROL = "/control";

    private final Map<String, String> answers = new ConcurrentHashMap<>(Register.ANSWERS);
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private HttpServer server;

    /** Makes the stand-in answer this JSON at this path. A path that has no answer is a 404. */
    public static void answer(String path, String json) {
        control("POST", path, json);
    }

    /** Makes the stand-in answer 500 to everything but requests for tokens, or no longer. */
    public static void fail(boolean failing) {
        control("POST", "/failing", String.valueOf(failing));
    }

    /** The Authorization header of the last request to this path. */
    public static String authorization(String path) {
        return control("GET", path, "");
    }

    // Over HTTP, because a test resource and the tests may be loaded by different class loaders.
    private static String control(String method, String path, String body) {
        String address = ConfigProvider.getConfig().getValue("concord.policy-service.url", String.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + CONTROL + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
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
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "concord.policy-service.url", address,
                "quarkus.oidc-client.auth-server-url", address + "/realm",
                "concord.register.refresh-after", "PT0.05S",
                "concord.register.retry-after", "PT0.05S");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith(CONTROL)) {
            send(exchange, 200, controlled(exchange.getRequestMethod(), path.substring(CONTROL.length()), body));
            return;
        }
        authorizations.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (path.equals(TOKEN)) {
            send(exchange, 200, "{\"access_token\":\"token-of-consent-service\",\"expires_in\":300}");
        } else if (failing) {
            send(exchange, 500, "{}");
        } else if (answers.containsKey(path)) {
            send(exchange, 200, answers.get(path));
        } else {
            send(exchange, 404, "{}");
        }
    }

    private String controlled(String method, String path, String body) {
        if (method.equals("GET")) {
            return authorizations.getOrDefault(path, "none");
        }
        if (path.equals("/failing")) {
            failing = Boolean.parseBoolean(body);
        } else {
            answers.put(path, body);
        }
        return "";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
