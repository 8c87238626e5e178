package uk.concord.stack.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hands requests on to a real service: for what stands between two services in a test and does to them what networks do. */
public final class Forwarding {

    // Those of the connection itself, which is another one on each side.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String target;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param target scheme, host and port of the service
     */
    public Forwarding(String target) {
        this.target = target;
    }

    /** What the service answered. */
    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    /**
     * Hands a request on and returns the whole answer.
     *
     * @param uri path and query
     */
    public Answer send(String method, String uri, Map<String, List<String>> headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + uri))
                .timeout(BOUND)
                .method(method, BodyPublishers.ofByteArray(body));
        ofTheMessage(headers).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), ofTheMessage(answer.headers().map()), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + target + " was asked", e);
        }
    }

    private static Map<String, List<String>> ofTheMessage(Map<String, List<String>> headers) {
        Map<String, List<String>> kept = new TreeMap<>();
        headers.forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, values);
            }
        });
        return kept;
    }
}
