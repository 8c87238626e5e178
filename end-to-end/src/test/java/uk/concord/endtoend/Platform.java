package uk.concord.endtoend;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import uk.concord.stack.demo.SyntheticPatients;
import uk.concord.stack.platform.Accounts;
import uk.concord.stack.platform.PlatformParts;
import uk.concord.stack.platform.PlatformPort;
import uk.concord.stack.platform.Secrets;

/** The running platform as its users and its operator see it. */
final class Platform implements AutoCloseable {

    static final String PASSWORD = Accounts.PASSWORD;

    private static final Duration TOKEN_IS_FRESH = Duration.ofMinutes(3);

    private final uk.concord.stack.platform.Platform platform;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Platform(uk.concord.stack.platform.Platform platform) {
        this.platform = platform;
    }

    private record Token(String value, Instant issued) {}

    URI keycloak() {
        return platform.settings().keycloak();
    }

    URI gateway() {
        return platform.settings().gateway();
    }

    Path root() {
        return platform.settings().project().root();
    }

    /** The public half of the key that signs bundles, on one line with {@code \n} between its lines. */
    String bundlePublicKey() {
        return Secrets.in(platform.settings().folder().resolve("secrets")).bundlePublicKeyOnOneLine();
    }

    /** Whatever {@code ./concord} needs to find this platform and not a developer's. */
    Map<String, String> environment() {
        Map<String, String> variables = new ConcurrentHashMap<>();
        variables.put("CONCORD_FOLDER", platform.settings().folder().toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        for (PlatformPort port : PlatformPort.values()) {
            variables.put(port.variable(), Integer.toString(platform.settings().port(port)));
        }
        return variables;
    }

    /** Requests to the gateway with an access token of this account or client. */
    RequestSpecification as(String account) {
        Token token = tokens.compute(
                account,
                (who, known) ->
                        known != null && known.issued().plus(TOKEN_IS_FRESH).isAfter(Instant.now())
                                ? known
                                : new Token(platform.token(who), Instant.now()));
        return new RequestSpecBuilder()
                .setBaseUri(gateway())
                .addHeader("Authorization", "Bearer " + token.value())
                .build();
    }

    Response asks(String client, Question question) {
        return given().spec(as(client))
                .contentType(ContentType.JSON)
                .body(question.body())
                .post("/access/v1/evaluation");
    }

    /** The NHS number of the n-th synthetic patient, from 1; the first three can sign in. */
    String nhsNumberOf(int patient) {
        return SyntheticPatients.nhsNumbers(patient).get(patient - 1);
    }

    /** The first patient whose GP practice holds a test result with a sensitive label. */
    String patientWithSensitiveObservations() {
        return nhsNumberOf(5);
    }

    /** Runs {@code ./concord} with these words for this platform. */
    Command command(String... words) {
        List<String> line = new ArrayList<>(List.of("./concord"));
        line.addAll(List.of(words));
        return Command.run(root(), environment(), line);
    }

    void kill(String part) {
        platform.killPart(part);
    }

    void start(String part) {
        platform.startPart(part);
    }

    /** Starts audit-service again with these settings before its own; with none of them, it is as it was. */
    void startAuditAgain(Map<String, String> settings) {
        // Of what a service reads where it runs, only this file isn't written at each start.
        Path file = platform.settings().folder().resolve("audit-service/config/application-prod.properties");
        Properties values = new Properties();
        values.putAll(settings);
        try (Writer out = Files.newBufferedWriter(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kill(PlatformParts.AUDIT_SERVICE);
        start(PlatformParts.AUDIT_SERVICE);
    }

    String auditDatabase() {
        return platform.jdbcUrl("audit");
    }

    String consentDatabase() {
        return platform.jdbcUrl("consent");
    }

    String superuserPassword() {
        return platform.superuserPassword();
    }

    @Override
    public void close() {
        platform.close();
    }
}
