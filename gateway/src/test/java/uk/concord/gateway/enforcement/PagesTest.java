package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;

@GatewayTest
class PagesTest {

    private Policy policy;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        policy = new Policy();
    }

    @Test
    void pagesHoldEveryPermittedResourceOnceAndNoTotal() {
        policy.withholds("sexual-health");
        List<String> ids = new ArrayList<>();
        String next = firstPage();
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = Fhir.json(Fhir.partner().get(next));
            assertThat(page.has("total")).isFalse();
            ids.addAll(Fhir.ids(page));
            next = Fhir.next(page).isEmpty() ? "" : Fhir.local(Fhir.next(page));
            pages++;
        }

        // The first page's five come before; twelve of thirteen are permitted.
        assertThat(pages).isEqualTo(2);
        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aFirstPageOfSeveralHasNoTotal() {
        JsonNode page =
                Fhir.json(Fhir.partner().get(Fhir.search("P81002", "Observation", Practice.FIRST) + "&_count=5"));

        assertThat(Fhir.ids(page)).hasSize(5);
        assertThat(page.has("total")).isFalse();
    }

    @Test
    void aLinkShowsNeitherThePatientNorTheCustodiansOwnLink() {
        String link = firstPage();
        String token = link.substring(link.indexOf("_page=") + 6);

        assertThat(link).doesNotContain(Practice.FIRST);
        assertThat(new String(Base64.getUrlDecoder().decode(token), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(Practice.FIRST, "localhost", "_page");
    }

    @Test
    void everyPageIsDecidedAnew() {
        String next = firstPage();
        policy.objects();

        Response answer = Fhir.partner().get(next);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString()).contains("The patient objects to this").doesNotContain("mmHg");
    }

    @Test
    void aLinkHoldsForNobodyElse() {
        String next = firstPage();

        refused(
                Fhir.as("both-epr").header("X-Purpose-Of-Use", "TREAT").header("NHSD-End-User-Organisation-ODS", "RXN"),
                next);
        refused(Fhir.partner().header("NHSD-End-User-Organisation-ODS", "RXL"), next);
        refused(Fhir.as("rxn-epr").header("X-Purpose-Of-Use", "HRESCH"), next);
        refused(Fhir.partner(), next.replace("/P81002/", "/Y00001/"));
        refused(Fhir.partner(), next.replace("/Observation", "/Condition"));
        refused(Fhir.partner(), next + "&_count=200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "OTk5MDAwMDAyNgo1CjU", "!!!"})
    void aLinkThatIsNotOursIsRefused(String token) {
        refused(Fhir.partner(), "/fhir/P81002/Observation?_page=" + token);
    }

    @Test
    void aChangedLinkIsRefused() {
        String next = firstPage();
        char last = next.charAt(next.length() - 2);

        refused(
                Fhir.partner(),
                next.substring(0, next.length() - 2) + (last == 'A' ? 'B' : 'A') + next.charAt(next.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/fhir/Observation?_page=1",
                "http://localhost:1/fhir/Observation?_page=1",
                "BASE/../admin?_page=1",
                "BASE/Observation/../../admin?_page=1",
                "BASE/Patient?_page=1",
                "BASE@evil.example/Observation?_page=1",
                "file:///etc/passwd",
                "not a url"
            })
    void aCustodiansLinkThatLeadsElsewhereIsNotFollowed(String link) {
        StandIn custodian = StandIn.of("custodian");
        custodian.answers(request -> StandIn.Reply.json(
                200,
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":9,\"link\":[{\"relation\":\"next\",\"url\":\""
                        + link.replace("BASE", "http://" + request.headers().getFirst("Host") + "/fhir") + "\"}]}"));

        Response answer = Fhir.partner().get(Fhir.search("Y00001", "Observation", Practice.FIRST));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(custodian.requests()).hasSize(1);
    }

    private static void refused(RequestSpecification partner, String path) {
        Response answer = partner.get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Fhir.json(answer).path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    private static String firstPage() {
        JsonNode page =
                Fhir.json(Fhir.partner().get(Fhir.search("P81002", "Observation", Practice.FIRST) + "&_count=5"));
        return Fhir.local(Fhir.next(page));
    }
}
