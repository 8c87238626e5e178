package uk.concord.stack.tour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import uk.concord.stack.platform.Platform;

/** Asks the gateway in the names of the demonstration's accounts. */
final class TourClient {

    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(BOUND).build();
    private final Map<String, String> tokens = new HashMap<>();

    TourClient(Platform platform) {
        this.platform = platform;
    }

    /** An answer: its status, its text and, where it is JSON, its content. */
    record Answer(int status, String text, JsonNode json) {}

    Answer get(String account, String path, Map<String, String> headers) {
        return send(account, path, headers, HttpRequest.newBuilder().GET());
    }

    Answer post(String account, String path, JsonNode body) {
        return send(account, path, Map.of(), HttpRequest.newBuilder().POST(publisher(body)));
    }

    Answer put(String account, String path, long basedOn, JsonNode body) {
        return send(
                account,
                path,
                Map.of("If-Match", "\"" + basedOn + "\""),
                HttpRequest.newBuilder().PUT(publisher(body)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Answer send(String account, String path, Map<String, String> headers, HttpRequest.Builder request) {
        request.uri(URI.create(platform.settings().gateway() + path))
                .timeout(BOUND)
                .header("Authorization", "Bearer " + tokens.computeIfAbsent(account, platform::token))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), content(answer));
        } catch (IOException e) {
            throw new IllegalStateException("The gateway did not answer " + path.replaceAll("\\?.*", ""), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static JsonNode content(HttpResponse<String> answer) {
        boolean isJson = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        return isJson ? json(answer.body()) : MissingNode.getInstance();
    }

    private static HttpRequest.BodyPublisher publisher(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }
}
