package uk.concord.policy.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.Ask;

/** A question about many, as a partner system sends it. */
record CohortCall(Ask ask, String of, String type, String accept) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static CohortCall of(Ask ask) {
        return new CohortCall(ask, "list", "application/x-ndjson", "");
    }

    CohortCall as(String contentType) {
        return new CohortCall(ask, of, contentType, accept);
    }

    CohortCall accepting(String types) {
        return new CohortCall(ask, of, type, types);
    }

    CohortCall ofEverybody() {
        return new CohortCall(ask, "everybody", type, accept);
    }

    /** The question's header: base64url of the question without its id. */
    String question() {
        try {
            ObjectNode question = (ObjectNode) JSON.readTree(ask.body());
            ((ObjectNode) question.path("resource")).remove("id");
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(question));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> send(String list) {
        return send(BodyPublishers.ofString(list), BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(BodyPublisher list) {
        return send(list, BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(BodyPublisher list, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/access/v1/cohort?of=" + of))
                .header("Authorization", "Bearer " + TestTokens.partner(ask.client()))
                .header("Concord-Question", question())
                .POST(list);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of an NDJSON answer. */
    static List<JsonNode> lines(byte[] body) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
