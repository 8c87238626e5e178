package uk.concord.gateway.standin;

import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import uk.concord.kernel.testing.TestTokens;

/** As much of an OpenID Connect provider as the code flow needs; it checks PKCE as RFC 7636 says. Keycloak itself is met end to end. */
public final class IdentityProvider {

    public static final String SUBJECT = "3f0c2c52-0000-4000-8000-000000000001";

    private static final AtomicReference<Map<String, String>> ASKED = new AtomicReference<>(Map.of());
    private static final AtomicReference<String> ISSUER = new AtomicReference<>("");

    private IdentityProvider() {}

    public static StandIn start() {
        // Read here: the stand-in's own threads have another class loader, by which the test's settings can't be found.
        ISSUER.set(ConfigProvider.getConfig().getValue("concord.sign-in.url", String.class));
        return StandIn.of("sign-in").answers(IdentityProvider::answer);
    }

    /** Remembers what the gateway asked of the provider through the browser. */
    public static void authorise(String location) {
        ASKED.set(form(URI.create(location).getRawQuery()));
    }

    private static StandIn.Reply answer(StandIn.Request request) {
        if (request.uri().endsWith("/certs")) {
            return StandIn.Reply.json(200, keys());
        }
        if (!request.uri().endsWith("/token")) {
            return StandIn.Reply.json(204, "");
        }
        Map<String, String> form = form(request.text());
        return switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" ->
                StandIn.Reply.json(
                        200,
                        "{\"access_token\":\""
                                + TestTokens.of("gateway", "service").token()
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
            case "authorization_code" ->
                challenge(form.get("code_verifier")).equals(ASKED.get().get("code_challenge"))
                        ? tokens()
                        : StandIn.Reply.json(400, "{\"error\":\"invalid_grant\"}");
            case "refresh_token" -> tokens();
            default -> StandIn.Reply.json(400, "{\"error\":\"unsupported_grant_type\"}");
        };
    }

    /** An id token that is expired already, so that the next use of its session refreshes it. */
    public static String expiredIdToken() {
        return idToken().expired().token();
    }

    public static String accessToken() {
        return TestTokens.of("gateway-login", "patient")
                .with("iss", issuer())
                .with("sub", SUBJECT)
                .token();
    }

    private static TestTokens idToken() {
        return TestTokens.of("gateway-login")
                .with("iss", issuer())
                .with("aud", "gateway-login")
                .with("sub", SUBJECT)
                .with("typ", "ID")
                .with("name", "Pat Example")
                .with("nonce", ASKED.get().getOrDefault("nonce", "none"));
    }

    private static String issuer() {
        return ISSUER.get();
    }

    private static StandIn.Reply tokens() {
        return StandIn.Reply.json(
                200,
                "{\"access_token\":\"" + accessToken() + "\",\"id_token\":\""
                        + idToken().token()
                        + "\",\"refresh_token\":\"refresh\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keys() {
        try {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(TestTokens.PUBLIC_KEY)));
            return "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\"" + unsigned(key.getModulus())
                    + "\",\"e\":\"" + unsigned(key.getPublicExponent()) + "\"}]}";
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] plain = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values;
    }
}
