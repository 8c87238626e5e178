package uk.concord.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.policy.testing.BundleKey;
import uk.concord.stack.opa.OpaServer;

/** What a real OPA makes of the bundles as they are signed, and of those that somebody changed on their way. */
class SignedBundleTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MODULE = "package concord.decision\n\nanswer := data.concord.odd.text\n";

    // What JSON can hold that two implementations could write differently.
    private static final String ODD = """
            {"odd":{"text":"<b>&amp; \\"quoted\\" \\\\ \\/ \\b\\f\\n\\r\\t\\u0001\\u007f\\u2028é\\ud83d\\ude00\\ud800",
              "\ud83d\ude00":1,"\uffee":2, "a":[1, 2.0, 1e3, -0, 12345678901234567890, true, null, {}, []],"A":{"z":1,"a":2}}}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private OpaServer opa;
    private volatile Bundle served;

    @BeforeEach
    void start() throws IOException {
        serve(rules(1, MODULE, BundleKey.OF_TESTS));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bundles/rules", exchange -> {
            Bundle bundle = served;
            exchange.getResponseHeaders().add("ETag", bundle.etag());
            exchange.getResponseHeaders().add("Content-Type", "application/gzip");
            boolean held = bundle.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.sendResponseHeaders(held ? 304 : 200, held ? -1 : bundle.content().length);
            if (!held) {
                exchange.getResponseBody().write(bundle.content());
            }
            exchange.close();
        });
        server.start();
        opa = OpaServer.start("""
                services: {policy: {url: "http://localhost:%d"}}
                bundles:
                  rules: {service: policy, resource: bundles/rules, signing: {scope: rules}, polling: {min_delay_seconds: 1, max_delay_seconds: 1}}
                status: {prometheus: true}
                """.formatted(server.getAddress().getPort()) + BundleKey.OF_TESTS.forOpa());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/health?bundles")).isEqualTo("{}"));
    }

    @AfterEach
    void stop() {
        opa.close();
        server.stop(0);
        client.close();
    }

    @Test
    void whatIsSignedIsActivatedHoweverOddItsDataAre() throws Exception {
        assertThat(get("/v1/data/concord/odd/a")).contains("12345678901234567890");
        assertThat(get("/v1/data/system/bundles/rules/manifest/revision")).isEqualTo("{\"result\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "tampered", "other key", "other scope"})
    void whatIsNotOursIsNotActivatedAndTheLastGoodOneIsKept(String how) throws Exception {
        serve(
                switch (how) {
                    case "unsigned" -> unsigned();
                    case "tampered" -> tampered();
                    case "other key" -> rules(2, MODULE, BundleKey.made("concord"));
                    default -> named("register", 2, MODULE, BundleKey.OF_TESTS);
                });

        await().atMost(SOON).untilAsserted(() -> assertThat(get("/v1/status")).contains("bundle_error"));
        assertThat(get("/v1/data/system/bundles/rules/manifest/revision")).isEqualTo("{\"result\":\"1\"}");
        assertThat(get("/v1/data/concord/odd/A")).contains("\"z\":1");

        serve(rules(3, MODULE, BundleKey.OF_TESTS));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/v1/data/system/bundles/rules/manifest/revision"))
                        .isEqualTo("{\"result\":\"3\"}"));
    }

    @Test
    void aReleaseThatDoesNotCompileIsNotActivatedThoughItIsSigned() throws Exception {
        serve(rules(2, MODULE + "\nbroken := unknown_thing\n", BundleKey.OF_TESTS));

        await().atMost(SOON).untilAsserted(() -> assertThat(get("/v1/status")).contains("unknown_thing"));
        assertThat(get("/v1/data/system/bundles/rules/manifest/revision")).isEqualTo("{\"result\":\"1\"}");
    }

    @Test
    void theSameFilesAreTheSameBytesAndAnotherKeyIsAnotherETag() {
        Bundle one = rules(1, MODULE, BundleKey.OF_TESTS);

        assertThat(rules(1, MODULE, BundleKey.OF_TESTS).content()).isEqualTo(one.content());
        assertThat(rules(1, MODULE, BundleKey.OF_TESTS).etag()).isEqualTo(one.etag());
        assertThat(rules(1, MODULE, BundleKey.made("concord")).etag()).isNotEqualTo(one.etag());
        assertThat(rules(2, MODULE, BundleKey.OF_TESTS).etag()).isNotEqualTo(one.etag());
    }

    private void serve(Bundle bundle) {
        served = bundle;
    }

    private static Bundle rules(long revision, String module, BundleKey key) {
        return named("rules", revision, module, key);
    }

    private static Bundle named(String name, long revision, String module, BundleKey key) {
        return Bundle.pack(name, "concord", revision, files(module), BundlesOfTests.signer(key));
    }

    private static Map<String, String> files(String module) {
        return Map.of("concord/decision.rego", module, "concord/data.json", ODD);
    }

    private static Bundle unsigned() {
        var files = new java.util.TreeMap<>(files(MODULE));
        files.put(".manifest", "{\"revision\":\"2\",\"roots\":[\"concord\"],\"rego_version\":1}");
        return new Bundle("rules", 2, "\"unsigned\"", Archive.of(files));
    }

    /** The signature of one bundle beside the files of another. */
    private static Bundle tampered() {
        String permitsAll = "package concord.decision\n\nanswer := true\n";
        var files = new java.util.TreeMap<>(files(MODULE));
        files.put(".manifest", "{\"revision\":\"2\",\"roots\":[\"concord\"],\"rego_version\":1}");
        String signatures = BundlesOfTests.signer(BundleKey.OF_TESTS).signatures("rules", files);
        files.put("concord/decision.rego", permitsAll);
        files.put(".signatures.json", signatures);
        return new Bundle("rules", 2, "\"tampered\"", Archive.of(files));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(opa.url() + path)).build();
        return client.send(request, BodyHandlers.ofString()).body().strip();
    }
}
