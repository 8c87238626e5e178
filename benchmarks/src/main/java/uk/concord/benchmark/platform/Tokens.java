package uk.concord.benchmark.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Signs access tokens as Keycloak does (RS256), with a key that is made for this run. The services verify each request's token with
 * its public half, so no sign-in service runs beside the measurement.
 */
public final class Tokens {

    public static final String ISSUER = "https://sign-in.example/realms/concord";

    private static final int KEY_BITS = 2048;
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final KeyPair keys;

    public Tokens() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** For {@code quarkus.oidc.public-key}. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** A token of this client with this realm role. */
    public String of(String client, String role) {
        return of(client, role, "");
    }

    /**
     * The same with more claims.
     *
     * @param claims as JSON members, each with a comma in front
     */
    public String of(String client, String role, String claims) {
        Instant now = Instant.now();
        String content = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(("{\"iss\":\"" + ISSUER + "\",\"aud\":\"concord\",\"azp\":\"" + client
                                + "\",\"sub\":\"subject-of-"
                                + client + "\",\"typ\":\"Bearer\",\"realm_access\":{\"roles\":[\"" + role
                                + "\"]},\"iat\":"
                                + now.getEpochSecond() + ",\"exp\":"
                                + now.plus(LIFETIME).getEpochSecond() + claims + "}")
                        .getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
