package uk.concord.consent.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.RealPolicy;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class ImportTest {

    @Test
    void everyLineIsRegisteredOnce() {
        List<String> numbers = Patients.numbers(1_203);
        String lines = lines(numbers);
        send(lines)
                .statusCode(200)
                .body("registered", equalTo(1_203))
                .body("already", equalTo(0))
                .body("rejected", empty());
        send(lines).statusCode(200).body("registered", equalTo(0)).body("already", equalTo(1_203));
        assertThat(lookUp(numbers.getFirst()).statusCode(200).extract().<String>path("patient"))
                .isNotEqualTo(
                        lookUp(numbers.getLast()).statusCode(200).extract().<String>path("patient"));
    }

    @Test
    void aBadLineIsReportedByItsNumberAndTheOthersAreTaken() {
        String first = Patients.number();
        String second = Patients.number();
        String wrongDigit = first.substring(0, 9) + (first.charAt(9) - '0' + 1) % 10;
        String answer = send(String.join(
                        "\n",
                        line(first),
                        line(wrongDigit),
                        "",
                        "{\"nhs_number\":",
                        "{\"nhs_number\":9990000026}",
                        "{\"nhs_number\":\"" + second + "\",\"name\":\"somebody\"}",
                        line("0000000000"),
                        "[1]",
                        "x".repeat(2_000),
                        line(first),
                        line(second) + "\r"))
                .statusCode(200)
                .body("registered", equalTo(2))
                .body("already", equalTo(1))
                .body("rejected_total", equalTo(7))
                .body("rejected.line", equalTo(List.of(2, 4, 5, 6, 7, 8, 9)))
                .body("rejected[0].reason", containsString("check digit"))
                .body("rejected[1].reason", containsString("well-formed"))
                .body("rejected[6].reason", containsString("longer"))
                .extract()
                .asString();
        assertThat(answer).doesNotContain(wrongDigit, second, "somebody");
        lookUp(first).statusCode(200);
        lookUp(second).statusCode(200);
    }

    @Test
    void anImportMayBeLargerThanOtherRequestsAndOfUnknownLength() throws Exception {
        // More than 1 MiB, almost all of it blank lines.
        String body = line(Patients.number()) + "\n" + " \n".repeat(800_000) + line(Patients.number()) + "\n";
        send(body).statusCode(200).body("registered", equalTo(2));
        HttpResponse<String> answer =
                chunked("/patients/import", "POST", "application/x-ndjson", body, Patients.operator());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"registered\":0", "\"already\":2");
    }

    @Test
    void anyOtherRequestOverTheBoundIsRefused() throws Exception {
        String body = "{\"nhs_number\":\"" + "9".repeat(1_100_000) + "\"}";
        given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body(body)
                .post("/patients/lookup")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/too-large"));
        HttpResponse<String> answer = chunked("/patients/lookup", "POST", "application/json", body, Patients.service());
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aLookUpOfANumberThatIsNoneSaysSoAndDoesNotRepeatIt() {
        String answer = lookUp("9990000027").statusCode(400).extract().asString();
        assertThat(answer).contains("NHS number").doesNotContain("9990000027");
        given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body("{}")
                .post("/patients/lookup")
                .then()
                .statusCode(400);
    }

    @Test
    void aLookUpOfSomebodyUnknownIs404() {
        lookUp(Patients.number()).statusCode(404).contentType("application/problem+json");
    }

    private static ValidatableResponse send(String lines) {
        return Patients.ndjson()
                .auth()
                .oauth2(Patients.operator())
                .body(lines)
                .post("/patients/import")
                .then();
    }

    private static ValidatableResponse lookUp(String number) {
        return given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body(line(number))
                .post("/patients/lookup")
                .then();
    }

    private static HttpResponse<String> chunked(String path, String method, String type, String body, String token)
            throws IOException, InterruptedException {
        String port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String lines(List<String> numbers) {
        return numbers.stream().map(ImportTest::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String number) {
        return "{\"nhs_number\":\"" + number + "\"}";
    }
}
