package uk.concord.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers what a real witness doesn't. */
final class StandInWitness implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** An answer. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body);
        }

        /** Status 409, as the specification wants it. */
        static Reply size(String size) {
            return new Reply(409, Map.of("Content-Type", "text/x.tlog.size"), size);
        }
    }

    /** @param behaviour from the request's body to the answer */
    StandInWitness(Function<String, Reply> behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/add-checkpoint", exchange -> answer(exchange, behaviour));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<String, Reply> behaviour) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(body);
            Reply reply = behaviour.apply(body);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/add-checkpoint");
    }

    /** The bodies that came, in their order. */
    List<String> requests() {
        return requests;
    }

    /** The text of the checkpoint in a request. */
    static String checkpointIn(String request) {
        String note = request.substring(request.indexOf("\n\n") + 2);
        return note.substring(0, note.indexOf("\n\n") + 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
