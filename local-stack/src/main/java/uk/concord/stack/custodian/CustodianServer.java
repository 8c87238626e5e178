package uk.concord.stack.custodian;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import uk.concord.stack.demo.SyntheticPatients;

/**
 * The FHIR R4 server of Lancaster Medical Practice (P81002), as a stand-in: searches by {@code patient.identifier} with
 * {@code _count} and pages, and reads by id. It asks for no token; a practice's own system would be reached over a private network
 * with one.
 */
public final class CustodianServer implements AutoCloseable {

    /** Where it listens unless it is told otherwise. */
    public static final int DEFAULT_PORT = 8190;

    private static final int DEFAULT_COUNT = 50;
    private static final int LARGEST_COUNT = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final RecordStore records;
    private final SearchPages pages;

    private CustodianServer(HttpServer server, List<String> nhsNumbers) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.records = new RecordStore(nhsNumbers);
        this.pages = new SearchPages(records);
    }

    /** Runs the stand-in until the process is ended: {@code --port N}, {@value #DEFAULT_PORT} if it isn't given. */
    public static void main(String... arguments) throws IOException {
        int port = DEFAULT_PORT;
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--port")) {
                port = Integer.parseInt(arguments[i + 1]);
            }
        }
        CustodianServer server = start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("Custodian's FHIR server (synthetic records): " + server.baseUrl());
    }

    /** Serves the records of the demonstration's patients on loopback; port 0 is any free one. */
    public static CustodianServer start(int port) throws IOException {
        return start(port, SyntheticPatients.nhsNumbers(SyntheticPatients.DEMONSTRATION));
    }

    /** Serves the records of these patients. */
    public static CustodianServer start(int port, List<String> nhsNumbers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        CustodianServer server = new CustodianServer(http, nhsNumbers);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** The FHIR base URL, without a slash at its end. */
    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/fhir+json; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, ObjectNode body) {

        static Answer error(int status, String code, String text) {
            ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
            ObjectNode issue = outcome.putArray("issue").addObject();
            issue.put("severity", "error").put("code", code).put("diagnostics", text);
            return new Answer(status, outcome);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.error(405, "not-supported", "This server is read only.");
        }
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path.length < 3 || path.length > 4 || !path[1].equals("fhir")) {
            return Answer.error(404, "not-found", "The FHIR base is /fhir.");
        }
        String type = path[2];
        if (type.equals("metadata") && path.length == 3) {
            return new Answer(200, capabilities());
        }
        if (!RecordStore.TYPES.contains(type)) {
            return Answer.error(404, "not-supported", "This server has no resources of this type.");
        }
        return path.length == 3
                ? search(type, parameters(exchange.getRequestURI().getRawQuery()))
                : records.read(type, path[3])
                        .map(resource -> new Answer(200, resource))
                        .orElseGet(() -> Answer.error(404, "not-found", "There is no such resource."));
    }

    private Answer search(String type, Map<String, String> parameters) {
        return asked(type, parameters)
                .map(asked -> new Answer(200, pages.page(asked, baseUrl())))
                .orElseGet(() -> Answer.error(
                        400,
                        "invalid",
                        "Search by patient.identifier (for Patient: identifier) with the NHS number's system."));
    }

    private static Optional<SearchPages.Asked> asked(String type, Map<String, String> parameters) {
        String page = parameters.get("_page");
        if (page != null) {
            return SearchPages.Asked.from(type, page);
        }
        // The one parameter works for Patient, too, where FHIR calls it "identifier".
        String identifier = parameters.getOrDefault("patient.identifier", parameters.getOrDefault("identifier", ""));
        String prefix = Resources.NHS_NUMBER + "|";
        String count = parameters.getOrDefault("_count", String.valueOf(DEFAULT_COUNT));
        if (!identifier.startsWith(prefix) || !count.matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        int size = Math.min(Integer.parseInt(count), LARGEST_COUNT);
        return Optional.of(new SearchPages.Asked(type, identifier.substring(prefix.length()), size, 0));
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }

    private static ObjectNode capabilities() {
        ObjectNode statement = JsonNodeFactory.instance.objectNode().put("resourceType", "CapabilityStatement");
        statement
                .put("status", "active")
                .put("date", "2026-11-01")
                .put("kind", "instance")
                .put("fhirVersion", "4.0.1");
        statement.putArray("format").add("json");
        var resources =
                statement.putArray("rest").addObject().put("mode", "server").putArray("resource");
        RecordStore.TYPES.forEach(type -> resources.addObject().put("type", type));
        return statement;
    }
}
