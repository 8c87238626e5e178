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
            "MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC0RfXOxDPUk6mAPeLyLXe2dR5KmF+L6vvhmdrytmpgzVlG"
                    + "sRdxS+gI9rMAftmGRoWYnSYK/DxbqdrWNqNMM9JAd/jYYM3/iyIm3MyhckBafpdz+09RxaBJEU4Yiep3lg7WxiTuJZ2vtUde"
                    + "sdAA2q+Su7Uv3ZsKB0aFHX/b1S7djoqtX7x7jFbJnXup6/QMxs0aY50OYG7ded0t1fg+HHrMMdJaHW2P9BjPkiCMrcIoEeAA"
                    + "M5nw+DA5SKQQbgewYwLkyPwxITf/MPHgN9R1vOSa7Xmiko849SOfZO1Apy5Otkv3OPqt4zhxJjCXLQ+yLa4889Hw9qh7vPKX"
                    + "G9zuGMvDAgMBAAECggEADzNtADk2yPXbOkHoU+p16I/kn36iDo7LHCFYlH8W5kBlMZr3h+lSJgYDXwcojsl932S06K055l14"
                    + "DfhqeZ+kWs+i+eqObui2VwI8S7VyFroLnvnccjU7XZ3qG2iZuZQQ0+xpAHRx4Pc6DufodaylrGD2l2l/dsTZSJqNsFBAFOoZ"
                    + "WGzBIb8ds8mPOdoG5vx38PSl3krWflQyQz1MkvX/2Wddt0vmnv7slyC86MBzinXo+q6Wm352CL7XqbRPgXqxXE2uWclMBupj"
                    + "j7fF6NgLo7nl/SJL6ynzTJHzNnltXTI1R768qpUfPjtqDyN0K7Hc0Cr8LblVTfolFXLCpzxooQKBgQDXOD9WXqGnPSKDuIPQ"
                    + "5rv3vKIGQsCF8/+cmcghAs2K7Ec/W/SC4HhSb2aJmxfEPfGjwJislT+rbrvJdVILafI5pg5LB654kStcTm7Top5Khr4orwq1"
                    + "bIb+wwCZ3kq/9KTYkGWCpzPyE1dRsHGDpBpCrOQY20owLmoKLWuzVRlKYQKBgQDWbo0u1OiMp68nMOIxK0Z692WYezfL462Z"
                    + "bspYlw83zH8Cc3r4T1F73ftNP6xacfn3Rh5SkSdPv0aZN0W277AM5yhUHpnwkCbesEpIaCwpElxnWRPRyztbpaW1SbuZEsFP"
                    + "PUmAYXXws+VbErur91AywlNjSeeYRm518nBwCvRwowKBgFS9JNMQ930tqQVMBTqfXqswbmsgpUUYyTATrKSywdNNLNBZmHBf"
                    + "iYCLtEfB9R2jdh0PnA13xlXth6rOsrsjv+fK5h3MrHl0TypNB330rXaSjxTdts2wKYbtqLLsv2nNHYrXb+B9jQpnax4S5t76"
                    + "IgzWngjbbt6Bp+bR83Hss8SBAoGAD+Ud/gy2OEbtyt/qxG5KyS6xjz4DAtAbvDXkNfDspdw4xfu9b86hYacwy6cepY2xU80U"
                    + "zlYILfclypG4TzkxOaOg76tdCeIFn5g9yWQ/ccP0qYyG1ZRVEBQVVnzitRQY1EDcw/F1hqQvKjMXSkYI4dpZyBBgZH9EDOYt"
                    + "w4BsYjUCgYBSpyVJdtBRYphzGpSBAlDKAujBXAxNRSh8wgj2KUPQBEUyhgVNIW/J0BBgy/aPmOklS9mQqtpZMtwdCf0LfYd4"
                    + "Z36UVQTweoBvu7a5vuBAoPdS0Bk8j3EkdQBcJTjLMmoQGSD5xG5pRDpDOQVvoiteHY/owRMeIe8WzoYgpmis4w==";

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
