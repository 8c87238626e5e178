package uk.concord.kernel.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Access tokens as Keycloak would issue them, signed with a key that only tests trust: for tests of one service. Its public
 * half is {@link #PUBLIC_KEY}, for {@code quarkus.oidc.public-key}.
 */
public final class TestTokens {

    public static final String ISSUER = "https://sign-in.example/realms/concord";
    public static final String PUBLIC_KEY =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtEX1zsQz1JOpgD3i8i13tnUeSphfi+r74Zna8rZqYM1ZRrEXcUvo"
                    + "CPazAH7ZhkaFmJ0mCvw8W6na1jajTDPSQHf42GDN/4siJtzMoXJAWn6Xc/tPUcWgSRFOGInqd5YO1sYk7iWdr7VHXrHQANqv"
                    + "kru1L92bCgdGhR1/29Uu3Y6KrV+8e4xWyZ17qev0DMbNGmOdDmBu3XndLdX4Phx6zDHSWh1tj/QYz5IgjK3CKBHgADOZ8Pgw"
                    + "OUikEG4HsGMC5Mj8MSE3/zDx4DfUdbzkmu15opKPOPUjn2TtQKcuTrZL9zj6reM4cSYwly0Psi2uPPPR8Paoe7zylxvc7hjL"
                    + "wwIDAQAB";

    private static final String PRIVATE_KEY =
            "MIIEogIBAAKCAQEAtEX1zsQz1JOpgD3i8i13tnUeSphfi+r74Zna8rZqYM1ZRrEXcUvoCPazAH7ZhkaFmJ0mCvw8W6na1jaj"
                    + "TDPSQHf42GDN/4siJtzMoXJAWn6Xc/tPUcWgSRFOGInqd5YO1sYk7iWdr7VHXrHQANqvkru1L92bCgdGhR1/29Uu3Y6KrV+8"
                    + "e4xWyZ17qev0DMbNGmOdDmBu3XndLdX4Phx6zDHSWh1tj/QYz5IgjK3CKBHgADOZ8PgwOUikEG4HsGMC5Mj8MSE3/zDx4DfU"
                    + "dbzkmu15opKPOPUjn2TtQKcuTrZL9zj6reM4cSYwly0Psi2uPPPR8Paoe7zylxvc7hjLwwIDAQABAoIBAA8zbQA5Nsj12zpB"
                    + "6FPqdeiP5J9+og6OyxwhWJR/FuZAZTGa94fpUiYGA18HKI7Jfd9ktOitOeZdeA34anmfpFrPovnqjm7otlcCPEu1cha6C575"
                    + "3HI1O12d6htombmUENPsaQB0ceD3Og7n6HWspaxg9pdpf3bE2UiajbBQQBTqGVhswSG/HbPJjznaBub8d/D0pd5K1n5UMkM9"
                    + "TJL1/9lnXbdL5p7+7JcgvOjAc4p16Pqulpt+dgi+16m0T4F6sVxNrlnJTAbqY4+3xejYC6O55f0iS+sp80yR8zZ5bV0yNUe+"
                    + "vKqVHz47ag8jdCux3NAq/C25VU36JRVywqc8aKECgYEA1zg/Vl6hpz0ig7iD0Oa797yiBkLAhfP/nJnIIQLNiuxHP1v0guB4"
                    + "Um9miZsXxD3xo8CYrJU/q267yXVSC2nyOaYOSweueJErXE5u06KeSoa+KK8KtWyG/sMAmd5Kv/Sk2JBlgqcz8hNXUbBxg6Qa"
                    + "QqzkGNtKMC5qCi1rs1UZSmECgYEA1m6NLtTojKevJzDiMStGevdlmHs3y+OtmW7KWJcPN8x/AnN6+E9Re937TT+sWnH590Ye"
                    + "UpEnT79GmTdFtu+wDOcoVB6Z8JAm3rBKSGgsKRJcZ1kT0cs7W6WltUm7mRLBTz1JgGF18LPlWxK7q/dQMsJTY0nnmEZudfJw"
                    + "cAr0cKMCgYBUvSTTEPd9LakFTAU6n16rMG5rIKVFGMkwE6ykssHTTSzQWZhwX4mAi7RHwfUdo3YdD5wNd8ZV7YeqzrK7I7/n"
                    + "yuYdzKx5dE8qTQd99K12ko8U3bbNsCmG7aiy7L9pzR2K12/gfY0KZ2seEube+iIM1p4I227egafm0fNx7LPEgQKBgA/lHf4M"
                    + "tjhG7crf6sRuSskusY8+AwLQG7w15DXw7KXcOMX7vW/OoWGnMMunHqWNsVPNFM5WCC33JcqRuE85MTmjoO+rXQniBZ+YPclk"
                    + "P3HD9KmMhtWUVRAUFVZ84rUUGNRA3MPxdYakLyozF0pGCOHaWcgQYGR/RAzmLcOAbGI1AoGAUqclSXbQUWKYcxqUgQJQygLo"
                    + "wVwMTUUofMII9ilD0ARFMoYFTSFvydAQYMv2j5jpJUvZkKraWTLcHQn9C32HeGd+lFUE8HqAb7u2ub7gQKD3UtAZPI9xJHUA"
                    + "XCU4yzJqEBkg+cRuaUQ6QzkFb6IrXh2P6METHiHvFs6GIKZorOM=";

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private Instant issuedAt = Instant.now();
    private Duration lifetime = Duration.ofMinutes(5);

    private TestTokens(String client, List<String> roles) {
        claims.put("iss", ISSUER);
        claims.put("aud", "concord");
        claims.put("azp", client);
        claims.put("sub", "subject-of-" + client);
        claims.put("typ", "Bearer");
        claims.put("realm_access", Map.of("roles", roles));
    }

    /** A token of this client with these realm roles. */
    public static TestTokens of(String client, String... roles) {
        return new TestTokens(client, List.of(roles));
    }

    /** A partner system's token. */
    public static String partner(String client) {
        return of(client, "partner").token();
    }

    /** The token of a patient whose identity is fully proven. */
    public static String patient(String nhsNumber) {
        return of("gateway-login", "patient")
                .with("sub", "patient-" + Integer.toHexString(nhsNumber.hashCode()))
                .with("nhs_number", nhsNumber)
                .with("identity_proofing_level", "P9")
                .token();
    }

    /** The token of an IG officer of one organisation. */
    public static String officer(String odsCode) {
        return of("gateway-login", "ig-officer")
                .with("sub", "officer-" + odsCode)
                .with("organisation", odsCode)
                .token();
    }

    /** The same with another claim, or with another value of it. */
    public TestTokens with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    /** The same, but expired for an hour. */
    public TestTokens expired() {
        issuedAt = Instant.now().minus(Duration.ofHours(1)).minus(lifetime);
        return this;
    }

    /** The signed token. */
    public String token() {
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", issuedAt.plus(lifetime).getEpochSecond());
        String content = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(json(claims));
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PRIVATE_KEY)));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(TestTokens::json).collect(Collectors.joining(",", "[", "]"));
            case Object[] array -> json(Arrays.asList(array));
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        };
    }
}
