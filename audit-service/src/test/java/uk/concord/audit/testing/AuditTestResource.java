package uk.concord.audit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKey;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

/**
 * A key, a place for the checkpoint, and a stand-in for the outside answers that this service needs: a token for itself, the names of
 * a patient, and the register's names. How the real ones meet is tested end to end.
 */
public final class AuditTestResource implements QuarkusTestResourceLifecycleManager {

    public static final String ORIGIN = "ledger.example/api-test";

    /** NHS numbers on the stand-in's register. */
    public static final Map<String, UUID> REGISTER = new ConcurrentHashMap<>();

    /** What the stand-in answers instead, if it isn't 0. */
    public static final AtomicInteger FAILURE = new AtomicInteger();

    /** What the stand-in answers to a lookup instead, with 200, if it isn't empty. */
    public static final AtomicReference<String> LOOKED_UP = new AtomicReference<>("");

    /** What the stand-in for policy-service answers when asked for a partner system, if it isn't 0. */
    public static final AtomicInteger PARTNERS_FAILURE = new AtomicInteger();

    private static final Pattern LOOKUP =
            Pattern.compile("\\{\"(?:nhs_number\":\"(\\d{10})|patient\":\"([0-9a-f-]{36}))\"}");

    // With the key that the service has in its tests, as all services share one.
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("dGVzdHMgb25seTogbm8gcHNldWRvbnltIG9mIGFueWJvZHkuLg==");

    // One key and one place for all of this JVM, as there is one database: a test profile starts the service again, and
    // the
    // ledger wouldn't go on under another key, or without its checkpoint. Each profile has class loaders, and so
    // constants,
    // of its own: what they share is the system's properties.
    private static final String FOLDER_PROPERTY = "concord.test.ledger-folder";
    private static final Path FOLDER = folder();
    private static final Path KEY_FILE = FOLDER.resolve("key.pem");

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/protocol/openid-connect/token", AuditTestResource::token);
            server.createContext("/patients/lookup", AuditTestResource::lookup);
            server.createContext("/register/", AuditTestResource::register);
            server.start();
            String address = "http://localhost:" + server.getAddress().getPort();
            return Map.of(
                    "concord.ledger.origin",
                    ORIGIN,
                    "concord.ledger.signing-key-file",
                    KEY_FILE.toString(),
                    "concord.ledger.checkpoint-file",
                    FOLDER.resolve("checkpoint").toString(),
                    "concord.consent-service.url",
                    address,
                    "concord.policy-service.url",
                    address,
                    "quarkus.oidc-client.auth-server-url",
                    address,
                    "concord.service-client-secret",
                    "secret-of-tests");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        String made = System.getProperty(FOLDER_PROPERTY);
        if (made != null) {
            return Path.of(made);
        }
        try {
            Path folder = Files.createTempDirectory("ledger");
            folder.toFile().deleteOnExit();
            Keys.writeNew(folder.resolve("key.pem"));
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What verifies the log of the running service. */
    public static VerifierKey logKey() {
        try {
            return NoteSigner.read(ORIGIN, KEY_FILE).verifier();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void token(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"access_token\":\"service-token\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private static void lookup(HttpExchange exchange) throws IOException {
        Matcher asked = LOOKUP.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (FAILURE.get() != 0) {
            answer(exchange, FAILURE.get(), "{}");
        } else if (!"Bearer service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (!asked.matches()) {
            answer(exchange, 400, "{}");
        } else if (!LOOKED_UP.get().isEmpty()) {
            answer(exchange, 200, LOOKED_UP.get());
        } else {
            UUID patient = asked.group(1) == null ? UUID.fromString(asked.group(2)) : REGISTER.get(asked.group(1));
            List<String> pseudonyms = pseudonymsOf(patient);
            answer(
                    exchange,
                    pseudonyms.isEmpty() ? 404 : 200,
                    "{\"patient\":\"" + patient + "\",\"pseudonyms\":["
                            + pseudonyms.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(","))
                            + "]}");
        }
    }

    /** Of all numbers that lead to this patient on the stand-in's register. */
    private static List<String> pseudonymsOf(@Nullable UUID patient) {
        return REGISTER.entrySet().stream()
                .filter(entry -> entry.getValue().equals(patient))
                .map(entry -> PSEUDONYMS.of(NhsNumber.of(entry.getKey())))
                .sorted()
                .toList();
    }

    private static void register(HttpExchange exchange) throws IOException {
        String kind = exchange.getRequestURI().getPath().replace("/register/", "");
        if (kind.startsWith("partner-systems/")) {
            partner(exchange, kind.replace("partner-systems/", ""));
            return;
        }
        answer(
                exchange,
                200,
                switch (kind) {
                    case "organisations" -> """
                    [{"ods_code":"RXN","name":"Lancashire Teaching Hospitals"},{"ods_code":"P81002","name":"The Village Practice"},
                     {"ods_code":"RXL","name":"Blackpool Teaching Hospitals"}]""";
                    case "purposes" -> """
                    [{"id":"TREAT","title":"Treatment"},{"id":"BTG","title":"Emergency access"}]""";
                    case "categories" -> """
                    [{"id":"medications","title":"Medicines"},{"id":"mental-health","title":"Mental health"}]""";
                    case "schemes" -> """
                    [{"id":"shared-care-record","title":"Sharing for your care"}]""";
                    default -> "[]";
                });
    }

    private static void partner(HttpExchange exchange, String client) throws IOException {
        if (PARTNERS_FAILURE.get() != 0) {
            answer(exchange, PARTNERS_FAILURE.get(), "{}");
        } else if (client.startsWith("rxn-")) {
            answer(exchange, 200, """
                    {"client_id":"%s","name":"An EPR","requester_for":["RXN"],"enforces_for":["P81002"]}""".formatted(client));
        } else if (client.startsWith("rxl-")) {
            answer(exchange, 200, """
                    {"client_id":"%s","name":"An EPR","requester_for":["RXL"],"enforces_for":[]}""".formatted(client));
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
