package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
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
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.opa.OpaServer;
import uk.concord.stack.process.Waiting;

/**
 * A real OPA under the configuration that the chart renders (only its files are elsewhere) against a bundle endpoint that speaks
 * TLS and asks for the token, as policy-service's does.
 */
class OpaSidecarTest {

    private static final String TOKEN = "a-token-of-this-test-which-is-long-enough";

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Test
    void bothBundlesArriveOverTlsWithTheToken(@TempDir Path folder) throws Exception {
        Path authorities = Files.writeString(folder.resolve("ca.crt"), Certificates.authority(folder, "policy"));
        HttpsServer bundles = bundleEndpoint(folder.resolve("policy.p12"));
        try (OpaServer opa = OpaServer.start(
                configuration(folder, authorities, bundles.getAddress().getPort()))) {

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

    private static String configuration(Path folder, Path authorities, int port) throws IOException {
        Path token = Files.writeString(folder.resolve("bundle-token"), TOKEN);
        String rendered = Chart.object("minimal.yaml", "ConfigMap", "concord-policy-service-opa")
                .at("/data/opa.yaml")
                .asText();
        assertThat(rendered)
                .contains("https://localhost:8082", "/etc/concord/bundle-token/bundle-token")
                .contains("/etc/concord/authorities/ca.crt");
        return rendered.replace("localhost:8082", "localhost:" + port)
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

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add((known ? "200 " : "401 ") + path);
        byte[] bundle = known ? bundle(path.substring("/bundles/".length())) : new byte[0];
        exchange.getResponseHeaders().add("Content-Type", "application/gzip");
        exchange.sendResponseHeaders(known ? 200 : 401, bundle.length == 0 ? -1 : bundle.length);
        exchange.getResponseBody().write(bundle);
        exchange.close();
    }

    private static byte[] bundle(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            put(tar, "/.manifest", "{\"revision\":\"1\",\"roots\":[\"" + name + "\"]}");
            put(tar, "/data.json", "{\"" + name + "\":{\"name\":\"" + name + "\"}}");
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String path, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
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
