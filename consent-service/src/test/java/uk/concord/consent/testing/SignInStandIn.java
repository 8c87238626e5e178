package uk.concord.consent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import uk.concord.kernel.testing.TestTokens;

/** In the place of the sign-in service's token endpoint, at which services get their own access tokens (RFC 6749 §4.4). */
final class SignInStandIn {

    private static final String TOKEN = "/protocol/openid-connect/token";

    private final HttpServer server;

    SignInStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(TOKEN, SignInStandIn::answer);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String token = TestTokens.of(client(exchange), "service").token();
            byte[] body = ("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    // A client proves who it is by HTTP's Basic scheme.
    private static String client(HttpExchange exchange) {
        String credentials =
                exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        return decoded.substring(0, decoded.indexOf(':'));
    }
}
