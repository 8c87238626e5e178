package uk.concord.gateway.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * AES-256-GCM with a random 96-bit nonce before the ciphertext. Each use has its own key, derived from the setting by
 * HMAC-SHA-256, so that what was sealed for one use can't be opened in another.
 */
@ApplicationScoped
public class Sealer {

    /** The setting that holds the key. */
    public static final String PROPERTY = "concord.gateway.sealing-key";

    private static final int MINIMUM_KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<Use, byte[]> keys = new EnumMap<>(Use.class);
    private final SecureRandom random = new SecureRandom();

    /** What is sealed. */
    public enum Use {
        SESSION,
        PAGE_LINK,
        SIGN_IN_STATE
    }

    /**
     * @param key base64 of at least 32 random bytes, the same on all replicas
     * @throws IllegalStateException if the key is too short, naming the property
     */
    public Sealer(@ConfigProperty(name = PROPERTY) String key) {
        byte[] bytes = decode(key);
        if (bytes.length < MINIMUM_KEY_BYTES) {
            throw new IllegalStateException(PROPERTY + " must be base64 of at least 32 random bytes");
        }
        for (Use use : Use.values()) {
            keys.put(use, derive(bytes, use));
        }
    }

    /** Seals the text; {@code context} must be given again to open it. */
    public byte[] seal(Use use, String text, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] secret =
                    cipher(Cipher.ENCRYPT_MODE, use, nonce, context).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
            System.arraycopy(secret, 0, whole, NONCE_BYTES, secret.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Opens what was sealed for this use in this context; nothing if it wasn't, or was changed. */
    public Optional<String> open(Use use, byte[] sealed, byte[] context) {
        if (sealed.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, use, nonce, context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A secret for this use in text form, for a library that seals by itself. */
    public String secret(Use use) {
        return HexFormat.of().formatHex(key(use));
    }

    private Cipher cipher(int mode, Use use, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key(use), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private byte[] key(Use use) {
        byte[] key = keys.get(use);
        if (key == null) {
            throw new IllegalStateException("every use has a key");
        }
        return key;
    }

    private static byte[] decode(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            // The message must not repeat the key.
            throw new IllegalStateException(PROPERTY + " is not base64");
        }
    }

    private static byte[] derive(byte[] key, Use use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("concord gateway " + use.name()).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
