package uk.concord.gateway.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.AuditLog;
import uk.concord.gateway.standin.GatewayPorts;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;

@GatewayTest
class SignInTest {

    private static final String COOKIE = "q_session_login";

    @Inject
    DataSource database;

    @Inject
    SessionStore sessions;

    private StandIn provider;

    @BeforeEach
    void start() {
        provider = IdentityProvider.start();
    }

    @Test
    void signingInBeginsWithPkceStateAndNonceAtTheSignInService() {
        Response begun = browser().get("/session/login?return_to=/me/preferences");

        assertThat(begun.statusCode()).isEqualTo(302);
        Map<String, String> asked = query(begun.header("Location"));
        assertThat(asked).containsEntry("client_id", "gateway-login").containsEntry("response_type", "code");
        assertThat(asked)
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "state", "nonce");
        assertThat(asked).containsEntry("redirect_uri", GatewayPorts.PUBLIC + "/session/login");
        assertThat(begun.headers().getValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("HTTPOnly", "Secure", "SameSite=Lax"));
    }

    @Test
    void afterSigningInThereIsASessionWithAnOpaqueId() {
        String id = signIn();

        assertThat(id).matches("[A-Za-z0-9_-]{43}");
        session(id)
                .get("/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("Pat Example"), "roles", contains("patient"));
    }

    @Test
    void theCookieIsKeptFromScriptsAndFromOtherSites() {
        Response signedIn = completed();

        assertThat(signedIn.headers().getValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith(COOKIE))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HTTPOnly", "Secure", "SameSite=Lax", "Path=/"));
    }

    @Test
    void afterSigningInTheBrowserGoesWhereItWanted() {
        Response signedIn = completed();
        String back = URI.create(signedIn.header("Location")).getRawPath() + "?"
                + URI.create(signedIn.header("Location")).getRawQuery();

        Response returned = session(signedIn.cookie(COOKIE)).get(back);

        assertThat(returned.statusCode()).isEqualTo(303);
        assertThat(returned.header("Location")).isEqualTo("/me/preferences");
    }

    @Test
    void aChangedStateIsRefused() {
        Response begun = browser().get("/session/login");
        IdentityProvider.authorise(begun.header("Location"));

        browser()
                .cookies(begun.cookies())
                .get("/session/login?code=abc&state=" + UUID.randomUUID())
                .then()
                .statusCode(302);
    }

    @Test
    void aCodeWithoutItsVerifierMakesNoSession() {
        Response begun = browser().get("/session/login");
        // Another sign-in's challenge: the code is not this browser's.
        IdentityProvider.authorise(browser().get("/session/login").header("Location"));
        String state = query(begun.header("Location")).get("state");

        Response refused = browser().cookies(begun.cookies()).get("/session/login?code=abc&state=" + state);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.cookies()).doesNotContainKey(COOKIE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "/session/login"})
    void nobodyIsSentToAnotherSite(String target) {
        browser()
                .urlEncodingEnabled(false)
                .get("/session/login?return_to=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
                .then()
                .statusCode(400);
    }

    @Test
    void signingInAndOutIsOnRecord() {
        String request = UUID.randomUUID().toString();
        String id = signIn();

        session(id)
                .header("Origin", GatewayPorts.PUBLIC)
                .header("X-Request-ID", request)
                .post("/session/logout")
                .then()
                .statusCode(204);

        assertThat(AuditLog.of(request)).singleElement().satisfies(record -> {
            assertThat(record.path("type").asText()).isEqualTo("sign-out");
            assertThat(record.path("actor").path("subject").asText()).isEqualTo(IdentityProvider.SUBJECT);
            assertThat(record.path("actor").path("capacity").asText()).isEqualTo("self");
        });
        assertThat(AuditLog.all())
                .anyMatch(record -> record.path("type").asText().equals("sign-in")
                        && record.path("actor").path("subject").asText().equals(IdentityProvider.SUBJECT));
    }

    @Test
    void afterSigningOutTheOldCookieIsWorthNothing() {
        String id = signIn();
        session(id)
                .header("Origin", GatewayPorts.PUBLIC)
                .post("/session/logout")
                .then()
                .statusCode(204);

        session(id).get("/session").then().statusCode(401);

        assertThat(provider.requests())
                .anyMatch(request ->
                        request.uri().endsWith("/logout") && request.text().contains("refresh_token=refresh"));
    }

    @Test
    void aBrowserThatSignsOutIsToldSo() {
        session(signIn())
                .header("Origin", GatewayPorts.PUBLIC)
                .header("Accept", "text/html")
                .post("/session/logout")
                .then()
                .statusCode(303)
                .header("Location", org.hamcrest.Matchers.endsWith("/signed-out"));
    }

    @Test
    void allSessionsOfAPersonCanBeEndedAtOnce() {
        String here = signIn();
        String elsewhere = signIn();

        int revoked = session(here)
                .header("Origin", GatewayPorts.PUBLIC)
                .post("/session/revoke-all")
                .then()
                .statusCode(200)
                .extract()
                .path("revoked");

        assertThat(revoked).isGreaterThanOrEqualTo(2);
        session(elsewhere).get("/session").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,", ",cross-site", "https://concord.example,cross-site", "null,", ","})
    void anotherSiteCanDoNothingInHerName(String origin, String site) {
        RequestSpecification request = session(signIn());
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }

        request.post("/session/logout").then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void aRefererFromOurOwnPagesIsEnoughWhereThereIsNoOrigin() {
        session(signIn())
                .header("Referer", GatewayPorts.PUBLIC + "/me/preferences")
                .header("Sec-Fetch-Site", "same-origin")
                .post("/session/logout")
                .then()
                .statusCode(204);
    }

    @Test
    void theServiceGetsTheSessionsAccessTokenAndNoCookie() {
        StandIn consent = StandIn.of("consent").answers(request -> StandIn.Reply.json(200, "{}"));

        session(signIn()).get("/me/preferences").then().statusCode(200);

        StandIn.Request relayed = consent.only();
        assertThat(payload(relayed.headers().getFirst("Authorization")))
                .contains(IdentityProvider.SUBJECT, "\"patient\"");
        assertThat(relayed.headers()).doesNotContainKey("Cookie");
    }

    @Test
    void aBearerTokenGoesBeforeASession() {
        StandIn consent = StandIn.of("consent").answers(request -> StandIn.Reply.json(200, "{}"));

        session(signIn())
                .header("Authorization", "Bearer " + TestTokens.patient("9990000026"))
                .put("/me/preferences")
                .then()
                .statusCode(200);

        assertThat(payload(consent.only().headers().getFirst("Authorization")))
                .doesNotContain(IdentityProvider.SUBJECT);
    }

    @Test
    void anExpiredTokenIsRefreshedAndTheSessionKeepsItsId() throws Exception {
        String id = signIn();
        sessions.replace(
                new SessionId(id),
                new SessionTokens(IdentityProvider.expiredIdToken(), IdentityProvider.accessToken(), "refresh"));

        Response first = session(id).get("/session");
        Response again = session(id).get("/session");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(provider.requests())
                .filteredOn(request -> request.text().contains("grant_type=refresh_token"))
                .hasSize(1);
    }

    @Test
    void aSessionOutlastsASignInServiceThatIsAwayWhenItMustBeRefreshed() throws Exception {
        String id = signIn();
        sessions.replace(
                new SessionId(id),
                new SessionTokens(IdentityProvider.expiredIdToken(), IdentityProvider.accessToken(), "refresh"));

        provider.close();
        Response away = session(id).get("/session");
        IdentityProvider.start();

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.contentType()).startsWith("application/problem+json");
        session(id).get("/session").then().statusCode(200);
    }

    @Test
    void theDatabaseHasNeitherTheIdNorTheTokens() throws Exception {
        String id = signIn();

        String row = rows();

        assertThat(row).doesNotContain(id).doesNotContain("refresh").doesNotContain("eyJ");
        assertThat(sessions.find(new SessionId(id))).isPresent();
    }

    @Test
    void tokensCopiedToAnotherRowCannotBeOpened() throws Exception {
        SessionId mine = new SessionId(signIn());
        SessionId other = new SessionId(signIn());
        try (Connection connection = database.getConnection();
                PreparedStatement copy = connection.prepareStatement(
                        "update session set tokens = (select tokens from session where id_hash = ?) where id_hash = ?")) {
            copy.setBytes(1, other.hash());
            copy.setBytes(2, mine.hash());
            assertThat(copy.executeUpdate()).isEqualTo(1);
        }

        assertThat(sessions.find(mine)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"last_used_at,PT31M", "created_at,PT8H1M"})
    void aSessionEndsWhenItIsIdleOrOld(String column, Duration age) throws Exception {
        String id = signIn();
        age(column, age, id);

        session(id).get("/session").then().statusCode(401);
        sessions.purge();

        assertThat(rowExists(id)).isFalse();
    }

    @Test
    void useKeepsASessionFromBecomingIdle() throws Exception {
        String id = signIn();
        age("last_used_at", Duration.ofMinutes(20), id);
        session(id).get("/session").then().statusCode(200);
        age("last_used_at", Duration.ofMinutes(20), id);

        session(id).get("/session").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session", "/me/preferences", "/audit/status"})
    void withoutASessionNobodyIsRedirected(String path) {
        browser()
                .header("Accept", "text/html")
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anUnknownCookieIsNoSession(String value) {
        session(value).get("/me/preferences").then().statusCode(401).contentType("application/problem+json");
    }

    private String rows() throws Exception {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select s::text, encode(tokens, 'escape') from session s")) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getString(1)).append(rows.getString(2));
            }
            return all.toString();
        }
    }

    private void age(String column, Duration by, String id) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update session set " + column + " = " + column + " - ?::interval where id_hash = ?")) {
            update.setString(1, by.toString());
            update.setBytes(2, new SessionId(id).hash());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private boolean rowExists(String id) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from session where id_hash = ?")) {
            select.setBytes(1, new SessionId(id).hash());
            return select.executeQuery().next();
        }
    }

    private static String signIn() {
        String id = completed().cookie(COOKIE);
        assertThat(id).isNotBlank();
        return id;
    }

    private static Response completed() {
        Response begun = browser().get("/session/login?return_to=/me/preferences");
        IdentityProvider.authorise(begun.header("Location"));
        String state = query(begun.header("Location")).get("state");
        return browser().cookies(begun.cookies()).get("/session/login?code=abc&state=" + state);
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false);
    }

    private static RequestSpecification session(String id) {
        return browser().header("Cookie", COOKIE + "=" + id);
    }

    private static Map<String, String> query(String location) {
        return Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .map(pair -> List.of(pair.split("=", 2)))
                .collect(Collectors.toMap(
                        List::getFirst, pair -> URLDecoder.decode(pair.getLast(), StandardCharsets.UTF_8)));
    }

    private static String payload(String authorization) {
        String token = authorization.substring("Bearer ".length());
        return new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    static {
        RestAssured.urlEncodingEnabled = false;
    }
}
