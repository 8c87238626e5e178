package uk.concord.gateway.enforcement;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import uk.concord.gateway.standin.GatewayPorts;
import uk.concord.kernel.testing.TestTokens;

/** A partner's side of the wire. */
final class Fhir {

    static final String SYSTEM = "https://fhir.nhs.uk/Id/nhs-number";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fhir() {}

    static RequestSpecification partner() {
        return as("rxn-epr").header("X-Purpose-Of-Use", "TREAT");
    }

    static RequestSpecification as(String client) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + TestTokens.partner(client));
    }

    /** Asks as a partner, without the tidying of the query that REST Assured does: it drops an empty parameter. */
    static HttpResponse<String> verbatim(String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + pathAndQuery))
                .header("Authorization", "Bearer " + TestTokens.partner("rxn-epr"))
                .header("X-Purpose-Of-Use", "TREAT")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    static String search(String custodian, String type, String nhsNumber) {
        return "/fhir/" + custodian + "/" + type + "?patient.identifier=" + SYSTEM + "%7C" + nhsNumber;
    }

    static JsonNode json(Response answer) {
        try {
            return JSON.readTree(answer.asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path and query of a link that the gateway gave. */
    static String local(String url) {
        if (!url.startsWith(GatewayPorts.PUBLIC + "/")) {
            throw new AssertionError("a link leads elsewhere: " + url);
        }
        return url.substring(GatewayPorts.PUBLIC.length());
    }

    static List<String> ids(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        bundle.path("entry").forEach(entry -> {
            if (entry.path("search").path("mode").asText().equals("match")) {
                ids.add(entry.path("resource").path("id").asText());
            }
        });
        return ids;
    }

    static List<JsonNode> outcomes(JsonNode bundle) {
        List<JsonNode> outcomes = new ArrayList<>();
        bundle.path("entry").forEach(entry -> {
            if (entry.path("search").path("mode").asText().equals("outcome")) {
                outcomes.add(entry.path("resource"));
            }
        });
        return outcomes;
    }

    static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText();
            }
        }
        return "";
    }
}
