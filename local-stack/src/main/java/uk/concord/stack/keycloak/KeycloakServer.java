package uk.concord.stack.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.Folders;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.Waiting;

/** Keycloak with the realm {@code concord} on loopback. Its data (sessions, keys) survive a restart. */
public final class KeycloakServer {

    private static final Duration BOUND = Duration.ofSeconds(300);
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final ChildProcess process;

    private KeycloakServer(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * How the server runs.
     *
     * @param gateway the public base URL of the gateway, to which people come back after they have signed in
     */
    public record Settings(ProjectFolder project, Path folder, Path log, int port, int managementPort, URI gateway) {

        private String url() {
            return "http://localhost:" + port;
        }
    }

    /** Starts Keycloak, after building it and importing the realm where that was never done, and returns when it serves. */
    public static KeycloakServer start(Settings settings, Consumer<String> doing) {
        KeycloakDistribution distribution = new KeycloakDistribution(settings.project(), doing);
        Path home = distribution.home();
        String secret = distribution.realmInto(settings.folder());
        doing.accept("starting");
        KeycloakServer server = new KeycloakServer(settings, launch(settings, home));
        Waiting.until(
                server::isReady,
                BOUND,
                () -> "Keycloak did not serve within " + BOUND.toSeconds() + " s; its log: " + settings.log());
        server.registerGateway(secret);
        return server;
    }

    public ChildProcess process() {
        return process;
    }

    /** Whether it says of itself that it is ready. */
    public boolean isHealthy() {
        return HttpProbe.answers(URI.create("http://localhost:" + settings.managementPort() + "/health/ready"));
    }

    private boolean isReady() {
        process.demandAlive(settings.log());
        return isHealthy();
    }

    private static ChildProcess launch(Settings settings, Path home) {
        List<String> arguments = List.of(
                "start",
                "--optimized",
                "--db-url=" + KeycloakDistribution.databaseUrl(settings.folder()),
                "--hostname=" + settings.url(),
                "--http-enabled=true",
                "--http-host=localhost",
                "--http-port=" + settings.port(),
                "--http-management-host=localhost",
                "--http-management-port=" + settings.managementPort());
        return ChildProcess.start(new ChildProcess.Launch(
                "Keycloak",
                KeycloakDistribution.command(home, arguments),
                Map.of(),
                Folders.create(settings.folder()),
                settings.log(),
                ChildProcess.StopSignal.TERM));
    }

    /** The gateway's address is a setting of the machine, so it is not part of the realm that was imported once. */
    private void registerGateway(String secret) {
        String token = field(
                send(HttpRequest.newBuilder(
                                URI.create(settings.url() + "/realms/concord/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=local-stack&client_secret=" + secret))),
                "access_token");
        String clients = settings.url() + "/admin/realms/concord/clients";
        String back = settings.gateway() + "/*";
        for (JsonNode found :
                send(authorised(clients + "?clientId=gateway-login", token).GET())) {
            ObjectNode client = (ObjectNode) found;
            ArrayNode redirects = JSON.createArrayNode().add(back);
            if (redirects.equals(client.get("redirectUris"))) {
                return;
            }
            client.set("redirectUris", redirects);
            client.withObject("/attributes").put("post.logout.redirect.uris", back);
            send(authorised(clients + "/" + field(client, "id"), token)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(client.toString())));
            return;
        }
        throw new IllegalStateException("The realm has no client gateway-login");
    }

    private static HttpRequest.Builder authorised(String address, String token) {
        return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token);
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.timeout(CALL).build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("Keycloak answered " + response.statusCode() + " to "
                        + response.request().method() + " " + response.uri().getPath());
            }
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while talking to Keycloak", e);
        }
    }

    private static String field(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalStateException("Keycloak's answer lacks " + name);
        }
        return value.asText();
    }
}
