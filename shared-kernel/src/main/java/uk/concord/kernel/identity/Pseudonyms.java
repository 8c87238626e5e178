package uk.concord.kernel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stands in for the NHS number of somebody whose patient id isn't known, in audit records and in logs: HMAC-SHA-256
 * under a key that all services share, 128 bits of it in hex. Whoever holds a number and the key can find its records;
 * whoever holds only the records can't find the number.
 */
@ApplicationScoped
public class Pseudonyms {

    /** What a pseudonym looks like. */
    public static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private static final int MINIMUM_KEY_BYTES = 32;
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    /**
     * @param key base64 of at least 32 random bytes
     * @throws IllegalStateException if the key is too short, naming the property
     */
    public Pseudonyms(@ConfigProperty(name = "concord.pseudonym-key") String key) {
        byte[] bytes = Base64.getDecoder().decode(key);
        if (bytes.length < MINIMUM_KEY_BYTES) {
            throw new IllegalStateException("concord.pseudonym-key must be base64 of at least 32 random bytes");
        }
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** The pseudonym of this number: 32 lower-case hex digits. */
    public String of(NhsNumber number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(number.digits().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** A text that others wrote, as it may be kept: with the pseudonym in the place of each NHS number in it. */
    public String inPlaceOfNumbers(String text) {
        return NumbersInText.replaced(text, this::of);
    }
}
