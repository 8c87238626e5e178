package uk.concord.policy.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Stands between the service and the real OPA: hands everything through, or answers in OPA's place with a fault. */
public final class OpaSeam implements AutoCloseable {

    private final HttpServer server;
    private final URI opa;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Fault fault = Fault.NONE;
    private volatile String answer = "";

    /** What the seam does in OPA's place. */
    public enum Fault {
        NONE,
        /** A 200 with the body that was set. */
        ANSWER,
        STATUS_500,
        /** The connection ends without an answer. */
        HANG_UP,
        /** Headers come, the body never ends. */
        DRIP
    }

    public OpaSeam(URI opa) {
        this.opa = opa;
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public void set(Fault wanted) {
        fault = wanted;
    }

    public void answer(String body) {
        answer = body;
        fault = Fault.ANSWER;
    }

    private void handle(HttpExchange exchange) throws IOException {
        switch (fault) {
            case NONE -> forward(exchange);
            case ANSWER -> reply(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
            case STATUS_500 -> reply(exchange, 500, "{\"code\":\"internal_error\"}".getBytes(StandardCharsets.UTF_8));
            case HANG_UP -> exchange.close();
            case DRIP -> {
                exchange.sendResponseHeaders(200, 1_000_000);
                exchange.getResponseBody().write("{\"result\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(opa.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<byte[]> found = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            reply(exchange, found.statusCode(), found.body());
        } catch (IOException e) {
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
