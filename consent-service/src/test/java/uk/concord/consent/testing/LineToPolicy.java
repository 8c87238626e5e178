package uk.concord.consent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import uk.concord.consent.testing.RealPolicy.Fault;
import uk.concord.stack.testing.Forwarding;

/** The line between consent-service and the real policy-service. It hands on what passes, and does to it what lines do. */
final class LineToPolicy {

    /**
     * Where the fault is set, as the body of a POST, and where a GET says how many requests have met it. Over HTTP, because the line
     * and the tests may be of different class loaders.
     */
    static final String CONTROL = "/fault-of-the-line";

    private final Forwarding policy;
    private final HttpServer server;
    private final AtomicInteger met = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    LineToPolicy(String policy) {
        this.policy = new Forwarding(policy);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::pass);
        server.createContext(CONTROL, this::control);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void control(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                fault = Fault.valueOf(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                met.set(0);
            }
            byte[] count = Integer.toString(met.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, count.length);
            exchange.getResponseBody().write(count);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            Forwarding.Answer answer = policy.send(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            met.incrementAndGet();
            switch (fault) {
                case NONE -> send(exchange, answer.status(), answer);
                case AN_ERROR -> send(exchange, 500, answer);
                case SILENCE -> keepSilent();
                case NO_ANSWER -> exchange.close();
                case AN_ANSWER_CUT_IN_THE_MIDDLE -> cut(exchange, answer);
                case GARBLED_BYTES -> send(exchange, answer.status(), with(answer, garbled(answer.body())));
                case A_PAGE ->
                    send(
                            exchange,
                            200,
                            new Forwarding.Answer(
                                    200,
                                    Map.of("Content-Type", List.of("text/html")),
                                    "<h1>Sign in to the network</h1>".getBytes(StandardCharsets.UTF_8)));
                case NUMBERS_AS_WORDS ->
                    send(
                            exchange,
                            answer.status(),
                            with(
                                    answer,
                                    new String(answer.body(), StandardCharsets.UTF_8)
                                            .replaceAll(":[0-9]+", ":\"many\"")
                                            .getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void keepSilent() {
        while (fault == Fault.SILENCE) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void cut(HttpExchange exchange, Forwarding.Answer answer) throws IOException {
        exchange.getResponseHeaders().putAll(answer.headers());
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
        exchange.getResponseBody().flush();
    }

    private static void send(HttpExchange exchange, int status, Forwarding.Answer answer) throws IOException {
        exchange.getResponseHeaders().putAll(answer.headers());
        exchange.sendResponseHeaders(status, answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Forwarding.Answer with(Forwarding.Answer answer, byte[] body) {
        return new Forwarding.Answer(answer.status(), answer.headers(), body);
    }

    private static byte[] garbled(byte[] bytes) {
        byte[] garbled = Arrays.copyOf(bytes, bytes.length);
        for (int place = 0; place < garbled.length; place++) {
            garbled[place] ^= 0x55;
        }
        return garbled;
    }
}
