package uk.concord.audit.testing;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A download of which the beginning has come. The rest is read when the test wants it: until then the service waits in the middle of
 * its answer, if that is larger than what the connection holds by itself.
 */
public final class Download implements AutoCloseable {

    /** Records so large that no connection holds eight of them, however well they are packed. */
    private static final int LARGE = 900_000;

    private final HttpClient http;
    private final InputStream answer;

    private Download(HttpClient http, InputStream answer) {
        this.http = http;
        this.answer = answer;
    }

    /** Begins one that must be a 200. */
    public static Download begin(String path, String token, String json) throws IOException, InterruptedException {
        // HTTP/2 lets a server send as much as sixteen MiB that nobody has asked for.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("answered with " + answer.statusCode());
        }
        return new Download(http, answer.body());
    }

    /** All of it, from the first byte. */
    public byte[] rest() throws IOException {
        return answer.readAllBytes();
    }

    /** This record, so large and so random that a few of them fill every buffer on the way. */
    public static byte[] enlarged(AuditBodies body) {
        String filler = Stream.generate(UUID::randomUUID)
                .limit(LARGE / 36)
                .map(UUID::toString)
                .collect(Collectors.joining());
        return body.json()
                .replace("\"detail\":{", "\"detail\":{\"filler\":\"" + filler + "\",")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        answer.close();
        http.shutdownNow();
    }
}
