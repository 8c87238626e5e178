package uk.concord.gateway.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;

@GatewayTest
class StartTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern STYLE = Pattern.compile("href=\"(/assets/concord\\.[0-9a-f]{16}\\.css)\"");

    private StandIn audit;

    @BeforeEach
    void start() {
        StandIn.of("consent").answers(request -> page(200, Map.of(), "welcome"));
        audit = StandIn.of("audit").answers(request -> page(200, Map.of(), "trail"));
    }

    @ParameterizedTest
    @CsvSource({
        "patient,/choices",
        "ig-officer,/trail",
        "regional-ig-officer,/trail",
        "caldicott-guardian,/trail",
        "operator,/welcome"
    })
    void aVisitBeginsWithWhatIsTheirs(String role, String home) {
        as(role).get("/").then().statusCode(303).header("Location", home);
    }

    @Test
    void whoIsNotSignedInIsWelcomedAndMayReadThatPage() {
        browser().get("/").then().statusCode(303).header("Location", "/welcome");
        browser().get("/welcome").then().statusCode(200).body(equalTo("welcome"));
        browser().post("/welcome").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/choices", "/uses", "/trail/records?outcome=deny&from=2026-11-01", "/governance/rules"})
    void whoIsNotSignedInSignsInAndComesBack(String page) {
        String back = java.net.URLEncoder.encode(page, StandardCharsets.UTF_8);

        browser().get(page).then().statusCode(303).header("Location", "/session/login?return_to=" + back);
        given().get(page).then().statusCode(401).contentType("application/problem+json");
        assertThat(audit.requests()).isEmpty();
    }

    @Test
    void whoComesBackToAVeryLongAddressComesBackToItsPage() {
        browser()
                .get("/trail/evidence?pack=" + "1-".repeat(2_500) + "1")
                .then()
                .statusCode(303)
                .header("Location", "/session/login?return_to=%2Ftrail%2Fevidence");
    }

    @Test
    void aFormThatIsSentAfterTheSessionEndedComesBackToBeSentAgain() {
        browser()
                .header("Origin", uk.concord.gateway.standin.GatewayPorts.PUBLIC)
                .formParam("sharing", "yes")
                .formParam("note", "\"><script>alert(1)</script>")
                .post("/choices/care")
                .then()
                .statusCode(401)
                .contentType(startsWith("text/html"))
                .body(containsString("<form action=\"/choices/care\" method=\"post\">"))
                .body(containsString("<input type=\"hidden\" name=\"sharing\" value=\"yes\">"))
                .body(containsString("&quot;&gt;&lt;script&gt;"))
                .body(not(containsString("<script>alert")));
    }

    @Test
    void aFormThatIsTooLongToComeBackIsToldThatTheSessionEnded() {
        browser()
                .header("Origin", uk.concord.gateway.standin.GatewayPorts.PUBLIC)
                .formParam("note", "x".repeat(20_000))
                .post("/choices/care")
                .then()
                .statusCode(401)
                .body(containsString("You are signed out"))
                .body(not(containsString("xxxxxxxx")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/trail%2Frecords"})
    void aPersonGetsAPageWhereASystemGetsAProblem(String address) {
        Response page = browser().urlEncodingEnabled(false).get(address);
        Response problem = given().urlEncodingEnabled(false).get(address);

        assertThat(page.statusCode()).isEqualTo(problem.statusCode()).isBetween(400, 404);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("<h1", "/assets/concord.").doesNotContain("style=", "<script>");
        assertThat(problem.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aServiceThatIsAwayIsAPageToo() {
        audit.answers(request -> {
            throw new java.io.IOException("away");
        });

        as("ig-officer")
                .header("Accept", BROWSER)
                .get("/trail")
                .then()
                .statusCode(503)
                .contentType(startsWith("text/html"))
                .body(containsString("Try again in a few minutes"));
    }

    @Test
    void whereAServiceSendsABrowserIsAnAddressOfTheGateway() {
        String service = ConfigProvider.getConfig().getValue("concord.audit-service.url", String.class);
        audit.answers(request -> page(303, Map.of("Location", service + "/trail/records?patient=1"), ""));

        as("ig-officer").post("/trail/records").then().statusCode(303).header("Location", "/trail/records?patient=1");
    }

    @Test
    void assetsAreNamedByTheirContentSmallOnTheWireAndKept() {
        Matcher style = STYLE.matcher(browser().get("/signed-out").asString());
        assertThat(style.find()).isTrue();

        given().header("Accept-Encoding", "gzip")
                .get(style.group(1))
                .then()
                .statusCode(200)
                .contentType(startsWith("text/css"))
                .header("Content-Encoding", "gzip")
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body(not(containsString("https://assets.nhs.uk")));
        given().get("/assets/concord.0000000000000000.css")
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store");
    }

    private static StandIn.Reply page(int status, Map<String, String> headers, String text) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "text/html;charset=utf-8");
        return new StandIn.Reply(status, all, text.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification as(String role) {
        return stay().auth()
                .oauth2(TestTokens.of("gateway-login", role)
                        .with("sub", "subject-" + role)
                        .token());
    }

    private static RequestSpecification browser() {
        return stay().header("Accept", BROWSER);
    }

    private static RequestSpecification stay() {
        return given().config(RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false)));
    }
}
