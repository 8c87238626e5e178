package uk.concord.stack.custodian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.stack.demo.SyntheticPatients;

/** The stand-in behaves as a FHIR server does, in all that the gateway relies on. */
class CustodianServerTest {

    private static final List<String> NUMBERS = SyntheticPatients.nhsNumbers(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static CustodianServer server;

    @BeforeAll
    static void start() throws Exception {
        server = CustodianServer.start(0, NUMBERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"Patient,1", "MedicationRequest,5", "AllergyIntolerance,1", "Condition,4", "Observation,13"})
    void aSearchFindsWhatTheFirstPatientHasAndSaysHowMany(String type, int expected) throws Exception {
        JsonNode bundle = get(search(type, NUMBERS.get(0), 200));

        assertThat(bundle.path("resourceType").asText()).isEqualTo("Bundle");
        assertThat(bundle.path("type").asText()).isEqualTo("searchset");
        assertThat(bundle.path("total").asInt()).isEqualTo(expected);
        assertThat(bundle.path("entry")).hasSize(expected);
        assertThat(links(bundle)).doesNotContainKey("next");
    }

    @Test
    void everyEntryIsOfTheAskedPatientByReferenceAndByNhsNumber() throws Exception {
        JsonNode bundle = get(search("Observation", NUMBERS.get(1), 200));

        assertThat(bundle.path("entry")).isNotEmpty().allSatisfy(entry -> {
            JsonNode subject = entry.path("resource").path("subject");
            assertThat(subject.path("reference").asText()).isEqualTo("Patient/patient-1");
            assertThat(subject.path("identifier").path("value").asText()).isEqualTo(NUMBERS.get(1));
        });
    }

    @Test
    void pagesHoldEveryResourceOnceAndTheTotalOfAll() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = search("Observation", NUMBERS.get(0), 5);
        int pages = 0;
        while (next != null) {
            JsonNode page = get(next);
            assertThat(page.path("total").asInt()).isEqualTo(13);
            page.path("entry")
                    .forEach(entry -> ids.add(entry.path("resource").path("id").asText()));
            next = links(page).get("next");
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void someResourcesAreLabelled() throws Exception {
        JsonNode bundle = get(search("MedicationRequest", NUMBERS.get(0), 200));

        List<String> codes = bundle.path("entry").findValuesAsText("code");
        assertThat(codes).contains("MH", "SEX", "R", "1955841000000104");
    }

    @Test
    void aReadByIdGivesTheResource() throws Exception {
        JsonNode found = get(search("Condition", NUMBERS.get(0), 1))
                .path("entry")
                .path(0)
                .path("resource");

        JsonNode read = get(server.baseUrl() + "/Condition/" + found.path("id").asText());

        assertThat(read).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "/Condition/condition-0-999,404",
        "/Condition/patient-0,404",
        "/Practitioner/1,404",
        "/Observation,400",
        "/Observation?_page=rubbish,400",
        "/Observation?patient.identifier=9990000026,400"
    })
    void whatItDoesNotHaveIsAnOperationOutcome(String path, int status) throws Exception {
        HttpResponse<String> answer = send(server.baseUrl() + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    private static String search(String type, String nhsNumber, int count) {
        String identifier = URLEncoder.encode("https://fhir.nhs.uk/Id/nhs-number|" + nhsNumber, StandardCharsets.UTF_8);
        return server.baseUrl() + "/" + type + "?patient.identifier=" + identifier + "&_count=" + count;
    }

    private static Map<String, String> links(JsonNode bundle) {
        return StreamSupport.stream(bundle.path("link").spliterator(), false)
                .collect(java.util.stream.Collectors.toMap(
                        link -> link.path("relation").asText(),
                        link -> link.path("url").asText()));
    }

    private static JsonNode get(String url) throws Exception {
        HttpResponse<String> answer = send(url);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/fhir+json; charset=utf-8");
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
