package uk.concord.gateway.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;

@GatewayTest
class RoutingTest {

    @TestHTTPResource
    URL gateway;

    private StandIn consent;
    private StandIn policy;
    private StandIn audit;

    @BeforeEach
    void start() {
        consent = StandIn.of("consent").answers(request -> StandIn.Reply.json(200, "{\"by\":\"consent\"}"));
        policy = StandIn.of("policy").answers(request -> StandIn.Reply.json(200, "{\"by\":\"policy\"}"));
        audit = StandIn.of("audit").answers(request -> StandIn.Reply.json(200, "{\"by\":\"audit\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/me/preferences,consent",
        "PUT,/me/preferences,consent",
        "GET,/me/preferences/in-force?revision=3,consent",
        "GET,/me/preferences/history,consent",
        "POST,/patients/import,consent",
        "POST,/patients/republish,consent",
        "POST,/access/v1/evaluation,policy",
        "POST,/access/v1/cohort?of=everybody,policy",
        "GET,/.well-known/authzen-configuration,policy",
        "GET,/register,policy",
        "PUT,/register/agreements/direct-care,policy",
        "POST,/register/agreements/direct-care/suspend,policy",
        "POST,/register/import,policy",
        "GET,/releases,policy",
        "GET,/bundles/rules,policy",
        "POST,/status,policy",
        "GET,/engines,policy",
        "POST,/releases/2/approval,policy",
        "POST,/break-glass/grants,policy",
        "GET,/break-glass/grants?active=true,policy",
        "POST,/break-glass/grants/0191f7a0-0000-7000-8000-000000000001/end,policy",
        "GET,/me/audit,audit",
        "POST,/audit/search,audit",
        "GET,/audit/records/1/proof.tlog-proof,audit",
        "GET,/audit/log/checkpoint,audit",
        "GET,/audit/status,audit",
        "POST,/audit/holds,audit",
        "POST,/audit/holds/0191f7a0-0000-7000-8000-000000000001/release,audit",
        "GET,/choices,consent",
        "POST,/choices/care,consent",
        "GET,/uses,audit",
        "GET,/trail,audit",
        "POST,/trail/records,audit",
        "POST,/trail/holds,audit",
        "GET,/trail/reviews,audit",
        "POST,/audit/reviews/01a20df7-0000-7000-8000-000000000000/take,audit",
        "GET,/governance/rules,policy",
        "GET,/fhir/AuditEvent?date=ge2026-11-01,audit",
        "POST,/fhir/AuditEvent,audit",
        "POST,/fhir/AuditEvent/_search,audit",
        "GET,/fhir/AuditEvent/0191f7a0-0000-7000-8000-000000000001,audit",
        "GET,/fhir/metadata,audit"
    })
    void theTableLeadsToTheService(String method, String path, String service) {
        system().request(method, path).then().statusCode(200).body("by", equalTo(service));

        StandIn asked =
                Map.of("consent", consent, "policy", policy, "audit", audit).get(service);
        assertThat(asked.only().uri()).isEqualTo(path);
        assertThat(asked.only().method()).isEqualTo(method);
    }

    @Test
    void whatTheAuditsFhirApiCanDoIsToldToAnybody() {
        given().get("/fhir/metadata").then().statusCode(200).body("by", equalTo("audit"));
        given().get("/fhir/AuditEvent").then().statusCode(401).contentType("application/fhir+json");

        assertThat(audit.only().uri()).isEqualTo("/fhir/metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir",
                "/fhir/AuditEvents",
                "/fhir/AuditEventX/1",
                "/fhir/Patient",
                "/fhir/metadata/x",
                "/fhir/P81002/metadata"
            })
    void theRestOfFhirStaysWithTheCustodians(String path) {
        system().get(path).then().statusCode(404).contentType("application/fhir+json");

        assertThat(audit.requests()).isEmpty();
    }

    @Test
    void anEventReachesTheAuditWhole() {
        String body = "{\"resourceType\":\"AuditEvent\",\"text\":\"" + "x".repeat(100_000) + "\"}";
        system().contentType("application/fhir+json")
                .body(body)
                .post("/fhir/AuditEvent")
                .then()
                .statusCode(200);

        assertThat(audit.only().text()).isEqualTo(body);
        assertThat(audit.only().headers().getFirst("Content-Type")).startsWith("application/fhir+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/choicesx",
                "/patients/lookup",
                "/patients/state",
                "/patients",
                "/projection",
                "/projection/patients/1",
                "/bundles",
                "/status/other",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/metadata",
                "/accessible",
                "/registers",
                "/break-glass",
                "/break-glass/other",
                "/auditor",
                "/me"
            })
    void whatTheTableDoesNotHaveIsNotThere(String path) {
        system().post(path).then().statusCode(404).contentType("application/problem+json");
        system().get(path).then().statusCode(404).contentType("application/problem+json");

        assertThat(consent.requests()).isEmpty();
        assertThat(policy.requests()).isEmpty();
        assertThat(audit.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/me/preferences/../../patients/lookup",
                "/me/preferences/..",
                "/me/./preferences",
                "/me/preferences/%2e%2e/%2e%2e/patients/lookup",
                "/me/preferences/%2E%2E%2Fpatients/lookup",
                "/me/preferences%2f..%2fpatients%2flookup",
                "//patients/lookup",
                "/me//preferences",
                "/patients%2flookup",
                "/me/preferences;x=/patients/lookup",
                "/me/preferences\\..\\patients",
                "/me/preferences%00",
                "/register/"
            })
    void aPathThatTwoProgramsMightReadDifferentlyIsRefused(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nAuthorization: Bearer " + TestTokens.partner("rxn-epr"));

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(consent.requests()).isEmpty();
        assertThat(policy.requests()).isEmpty();
    }

    @Test
    void theCallersTokenIsPassedOnUnchangedAndNothingElseOfTheConnectionIs() {
        String token = TestTokens.partner("rxn-epr");
        given().header("Authorization", "Bearer " + token)
                .header("Cookie", "q_other=1")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Concord-Internal", "1")
                .header("Connection", "X-Hop")
                .header("X-Hop", "1")
                .header("If-Match", "\"3\"")
                .get("/register")
                .then()
                .statusCode(200);

        var headers = policy.only().headers();
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer " + token);
        assertThat(headers.getFirst("If-Match")).isEqualTo("\"3\"");
        assertThat(headers)
                .doesNotContainKeys(
                        "Cookie", "X-forwarded-for", "X-forwarded-host", "Forwarded", "X-concord-internal", "X-hop");
    }

    @Test
    void theRequestIdAndTheTraceGoAllTheWay() {
        String id = UUID.randomUUID().toString();
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        String echoed = system().header("X-Request-ID", id)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/register")
                .header("X-Request-ID");

        assertThat(echoed).isEqualTo(id);
        assertThat(policy.only().headers().getFirst("X-Request-ID")).isEqualTo(id);
        assertThat(policy.only().headers().getFirst("traceparent")).contains(trace);
    }

    @Test
    void statusHeadersAndBodyOfTheAnswerComeBack() {
        consent.answers(request -> new StandIn.Reply(
                412,
                Map.of(
                        "Content-Type", "application/problem+json",
                        "ETag", "\"7\"",
                        "Set-Cookie", "evil=1",
                        "Content-Security-Policy", "default-src *"),
                "{\"title\":\"stale\"}".getBytes(StandardCharsets.UTF_8)));

        var answer = system().put("/me/preferences");

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.header("ETag")).isEqualTo("\"7\"");
        assertThat(answer.asString()).isEqualTo("{\"title\":\"stale\"}");
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register", "/nowhere", "/me/preferences"})
    void everyAnswerHasTheSecurityHeaders(String path) {
        var answer = given().get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Request-ID")).isNotBlank();
    }

    @Test
    void someThingsAreOpenToEverybody() {
        given().get("/.well-known/authzen-configuration").then().statusCode(200);

        assertThat(policy.only().headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/log/checkpoint",
                "/audit/log/checkpoint/cosigned",
                "/audit/log/key",
                "/audit/log/keys",
                "/audit/log/policy",
                "/audit/log/consistency?from=1&to=2",
                "/audit/log/tile/0/x001/234.p/17",
                "/audit/log/tile/entries/000"
            })
    void theLogIsOpenToEverybodyWhoReadsIt(String path) {
        given().get(path).then().statusCode(200).body("by", equalTo("audit"));

        assertThat(audit.only().uri()).isEqualTo(path);
        assertThat(audit.only().headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/audit/log",
        "GET,/audit/logs/checkpoint",
        "GET,/audit/status",
        "GET,/audit/records/1",
        "GET,/audit/records/1/proof",
        "POST,/audit/search",
        "POST,/audit/log/checkpoint",
        "PUT,/audit/log/tile/0/000",
        "DELETE,/audit/log/tile/entries/000",
        "GET,/trail/ledger"
    })
    void nothingElseOfTheAuditIs(String method, String path) {
        given().request(method, path).then().statusCode(401).contentType("application/problem+json");

        assertThat(audit.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit/log/../status", "/audit/log/%2e%2e/status", "/audit/log//../records/1"})
    void noPathLeadsOutOfTheOpenPart(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(audit.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public, max-age=31536000, immutable", "no-cache"})
    void cachesLearnFromTheLogItselfHowLongAnAnswerHolds(String control) {
        audit.answers(request -> new StandIn.Reply(200, Map.of("Cache-Control", control), new byte[] {1}));

        assertThat(given().get("/audit/log/tile/0/000").header("Cache-Control")).isEqualTo(control);
    }

    /** From an address of its own, which only Linux lends without being told to, so that no other test has to wait. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whoReadsTheLogTooFastIsToldToWait() throws Exception {
        InetAddress hammering = InetAddress.getByName("127.0.0.2");
        String answer = "";
        for (int i = 0; i < 2_000 && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = raw("GET /audit/log/checkpoint HTTP/1.1", hammering);
        }

        assertThat(answer).startsWith("HTTP/1.1 429");
        given().get("/audit/log/checkpoint").then().statusCode(200);
    }

    @Test
    void withoutATokenThereIsNothingElse() {
        given().get("/register").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().post("/access/v1/evaluation").then().statusCode(401).contentType("application/problem+json");

        assertThat(policy.requests()).isEmpty();
    }

    @Test
    void aTokenThatIsNotOursIsRefusedHere() {
        refused(TestTokens.of("rxn-epr", "partner").expired().token());
        refused(TestTokens.of("rxn-epr", "partner").with("aud", "another").token());
        refused(TestTokens.of("rxn-epr", "partner")
                .with("iss", "https://evil.example")
                .token());
        refused(TestTokens.partner("rxn-epr").replaceAll("[^.]+$", "AAAA"));
        refused("rubbish");
        refused("..");
        refused("bm90IEpTT04.bm90IEpTT04.AAAA");

        assertThat(policy.requests()).isEmpty();
    }

    private static void refused(String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/register")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByItsLength() {
        system().body(new byte[1_048_577])
                .put("/me/preferences")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");

        assertThat(consent.requests()).isEmpty();
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWhenItsLengthIsNotTold() throws Exception {
        String answer = chunked("/me/preferences", 1_200_000);

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void anImportMayBeFarLarger() {
        byte[] lines = "{\"nhs_number\":\"9990000026\"}\n".repeat(70_000).getBytes(StandardCharsets.UTF_8);

        system().contentType("application/x-ndjson")
                .body(lines)
                .post("/patients/import")
                .then()
                .statusCode(200);

        assertThat(consent.only().body()).isEqualTo(lines);
    }

    @Test
    void evenAnImportHasALimit() {
        system().body(new byte[4_194_305]).post("/patients/import").then().statusCode(413);
    }

    @Test
    void aCohortsListMayBeLargerThanAnyImport() {
        byte[] list = "9990000026,\n".repeat(400_000).getBytes(StandardCharsets.UTF_8);

        system().contentType("text/plain")
                .body(list)
                .post("/access/v1/cohort")
                .then()
                .statusCode(200);

        assertThat(policy.only().body()).isEqualTo(list);
    }

    @Test
    void aServiceThatIsTooSlowIsAProblemThatSaysWhatToDo() {
        policy.answers(request -> {
            try {
                Thread.sleep(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return StandIn.Reply.json(200, "{}");
        });

        system().get("/register")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("Try again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "PROPFIND"})
    void otherMethodsAreRefused(String method) throws Exception {
        String answer = raw(method + " /register HTTP/1.1\r\nAuthorization: Bearer " + TestTokens.partner("rxn-epr"));

        assertThat(answer).startsWith("HTTP/1.1 405");
    }

    @Test
    void aHeadRequestHasNoBody() {
        var answer = system().head("/register");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEmpty();
    }

    @Test
    void whoAsksTooMuchIsToldToWait() {
        String token = TestTokens.partner("hammering-system");
        int status = 0;
        for (int i = 0; i < 2_000 && status != 429; i++) {
            var answer = given().header("Authorization", "Bearer " + token).get("/register");
            status = answer.statusCode();
            if (status == 429) {
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 2);
            }
        }

        assertThat(status).isEqualTo(429);
        system().get("/register").then().statusCode(200);
    }

    private RequestSpecification system() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + TestTokens.partner("rxn-epr"));
    }

    private String chunked(String path, int bytes) throws Exception {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + TestTokens.partner("rxn-epr") + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[10_000];
            try {
                for (int sent = 0; sent < bytes; sent += part.length) {
                    out.write((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(part);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (java.net.SocketException e) {
                // The gateway has closed its side after its answer; that is what is looked at.
            }
            return head(socket.getInputStream());
        }
    }

    private String raw(String head) throws Exception {
        return raw(head, InetAddress.getLoopbackAddress());
    }

    private String raw(String head, InetAddress from) throws Exception {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort(), from, 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return head(socket.getInputStream());
        }
    }

    private static String head(InputStream in) throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int next = in.read(); next != -1 && next != '\r'; next = in.read()) {
            read.write(next);
        }
        return read.toString(StandardCharsets.US_ASCII);
    }
}
