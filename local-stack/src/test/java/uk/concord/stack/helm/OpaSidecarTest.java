package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.process.Waiting;
import uk.concord.stack.tool.GoTool;

/**
 * A real OPA under the configuration that the chart renders (only its files are elsewhere) against a bundle endpoint that speaks
 * TLS and asks for the token, as policy-service's does.
 */
class OpaSidecarTest {

    private static final String TOKEN = "a-token-of-this-test-which-is-long-enough";
    private static final Pattern EXAMPLE_KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", Pattern.DOTALL);

    @TempDir
    Path folder;

    private Path signingKey;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Test
    void bothSignedBundlesArriveOverTlsWithTheToken() throws Exception {
        signingKey = key("signing-key", true);
        Path authorities = Files.writeString(folder.resolve("ca.crt"), Certificates.authority(folder, "policy"));
        HttpsServer bundles = bundleEndpoint(folder.resolve("policy.p12"));
        try (OpaServer opa =
                OpaServer.start(configuration(authorities, bundles.getAddress().getPort()))) {

            Waiting.until(
                    () -> status(opa.url() + "/health?bundles&plugins") == 200,
                    Duration.ofSeconds(20),
                    () -> "no bundles arrived; asked: " + asked);

            assertThat(answer(opa.url() + "/v1/data/register/name")).contains("\"result\":\"register\"");
            assertThat(answer(opa.url() + "/v1/data/rules/name")).contains("\"result\":\"rules\"");
            assertThat(asked).containsExactlyInAnyOrder("200 /bundles/rules", "200 /bundles/register");
        } finally {
            bundles.stop(0);
        }
    }

    @Test
    void aBundleThatAnotherKeySignedIsNotTaken() throws Exception {
        Path authorities = Files.writeString(folder.resolve("ca.crt"), Certificates.authority(folder, "policy"));
        signingKey = key("another-key", false);
        HttpsServer bundles = bundleEndpoint(folder.resolve("policy.p12"));
        key("signing-key", true);
        try (OpaServer opa =
                OpaServer.start(configuration(authorities, bundles.getAddress().getPort()))) {

            Waiting.until(
                    () -> asked.containsAll(Set.of("200 /bundles/rules", "200 /bundles/register")),
                    Duration.ofSeconds(20),
                    () -> "no bundles were fetched; asked: " + asked);
            Waiting.until(
                    () -> refused(opa), Duration.ofSeconds(20), () -> "OPA didn't say that it refused the bundles");

            assertThat(answer(opa.url() + "/v1/data/rules")).doesNotContain("result");
        } finally {
            bundles.stop(0);
        }
    }

    private static boolean refused(OpaServer opa) {
        try {
            return Files.readString(opa.log()).contains("verification") && status(opa.url() + "/health?bundles") != 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Path publicKey() {
        return folder.resolve("public.pem");
    }

    /** A fresh key; the one that OPA is told of has its public half in a file, too. */
    private Path key(String name, boolean toldToOpa) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        if (toldToOpa) {
            Files.writeString(publicKey(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        }
        return Files.writeString(
                folder.resolve(name + ".pem"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded)
                + "\n-----END " + what + "-----";
    }

    private String configuration(Path authorities, int port) throws IOException {
        Path token = Files.writeString(folder.resolve("bundle-token"), TOKEN);
        String rendered = Chart.object("minimal.yaml", "ConfigMap", "concord-policy-service-opa")
                .at("/data/opa.yaml")
                .asText();
        assertThat(rendered)
                .contains("https://localhost:8082", "/etc/concord/bundle-token/bundle-token")
                .contains("/etc/concord/authorities/ca.crt");
        String key = Files.readString(publicKey());
        return EXAMPLE_KEY
                .matcher(rendered)
                .replaceFirst(Matcher.quoteReplacement(key.replace("\n", "\n      ")))
                .replace("localhost:8082", "localhost:" + port)
                .replace("/etc/concord/bundle-token/bundle-token", token.toString())
                .replace("/etc/concord/authorities/ca.crt", authorities.toString());
    }

    private HttpsServer bundleEndpoint(Path keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(
                KeyStore.getInstance(keys.toFile(), Certificates.PASSWORD.toCharArray()),
                Certificates.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/bundles/", this::serve);
        server.start();
        return server;
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add((known ? "200 " : "401 ") + path);
        byte[] bundle = known ? bundle(path.substring("/bundles/".length())) : new byte[0];
        exchange.getResponseHeaders().add("Content-Type", "application/gzip");
        exchange.sendResponseHeaders(known ? 200 : 401, bundle.length == 0 ? -1 : bundle.length);
        exchange.getResponseBody().write(bundle);
        exchange.close();
    }

    // As OPA itself packs and signs it.
    private byte[] bundle(String name) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source-" + name));
        Files.writeString(source.resolve(".manifest"), "{\"revision\":\"1\",\"roots\":[\"" + name + "\"]}");
        Files.writeString(source.resolve("data.json"), "{\"" + name + "\":{\"name\":\"" + name + "\"}}");
        Path claims = Files.writeString(
                folder.resolve("claims-" + name + ".json"), "{\"scope\":\"" + name + "\",\"keyid\":\"concord\"}");
        Path packed = folder.resolve(name + ".tar.gz");
        Process opa = new ProcessBuilder(
                        GoTool.OPA.path().toString(),
                        "build",
                        "--bundle",
                        source.toString(),
                        "--signing-alg=RS256",
                        "--signing-key=" + signingKey,
                        "--claims-file=" + claims,
                        "--output=" + packed)
                .redirectErrorStream(true)
                .start();
        String said = new String(opa.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(opa.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return Files.readAllBytes(packed);
    }

    private static int status(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String answer(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
