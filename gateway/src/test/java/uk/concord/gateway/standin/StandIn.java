package uk.concord.gateway.standin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** An HTTP server that answers what a test tells it to, and remembers what it was asked. */
public final class StandIn {

    private static final Logger LOG = Logger.getLogger(StandIn.class);
    private static final Map<String, StandIn> ALL = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = request -> Reply.json(404, "{}");

    /** What the stand-in was asked. */
    public record Request(String method, String uri, Headers headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What it answers. */
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        public static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How it comes to its answer. */
    public interface Behaviour {
        Reply answer(Request request) throws IOException;
    }

    private StandIn(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stand-in of this name, at the port that {@link GatewayPorts} has set for it; what it was asked before is forgotten. */
    public static StandIn of(String name) {
        StandIn standIn = ALL.computeIfAbsent(
                name, key -> new StandIn(ConfigProvider.getConfig().getValue("test.port." + key, Integer.class)));
        standIn.requests.clear();
        return standIn;
    }

    /** Ends it, connections included, until it is asked for again. */
    public void close() {
        ALL.values().remove(this);
        server.stop(0);
    }

    public StandIn answers(Behaviour how) {
        behaviour = how;
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    public Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("asked " + requests.size() + " times");
        }
        return requests.getFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            Reply reply = answer(request);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            boolean bodiless = reply.body().length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    // The server itself would only close the connection, which looks like a fault of the gateway.
    private Reply answer(Request request) throws IOException {
        try {
            return behaviour.answer(request);
        } catch (RuntimeException e) {
            LOG.error("stand-in failed", e);
            throw e;
        }
    }
}
