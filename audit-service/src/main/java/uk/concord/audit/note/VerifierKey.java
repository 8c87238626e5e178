package uk.concord.audit.note;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A named Ed25519 public key that verifies signed notes (C2SP signed-note, signature type 0x01). */
public final class VerifierKey {

    static final int ID_LENGTH = 4;
    private static final byte ED25519 = 0x01;
    private static final int RAW_LENGTH = 32;
    // SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4), up to the raw key.
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    /**
     * @param name the key's name: not empty, without spaces and plus signs
     * @param raw the 32 bytes of the key (RFC 8032)
     * @throws IllegalArgumentException if either is wrong
     */
    public VerifierKey(String name, byte[] raw) {
        if (name.isEmpty() || name.contains("+") || name.codePoints().anyMatch(VerifierKey::unfitForName)) {
            throw new IllegalArgumentException(
                    "A key's name isn't empty and has no spaces, plus signs or control characters");
        }
        if (raw.length != RAW_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length);
        }
        this.name = name;
        this.raw = raw.clone();
        this.key = decode(this.raw);
    }

    private static boolean unfitForName(int codePoint) {
        return Character.isSpaceChar(codePoint) || Character.isISOControl(codePoint);
    }

    private static PublicKey decode(byte[] raw) {
        byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + RAW_LENGTH);
        System.arraycopy(raw, 0, encoded, SPKI.length, RAW_LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("These 32 bytes are no Ed25519 key", e);
        }
    }

    /**
     * Reads the form {@code name+hexid+base64}.
     *
     * @throws IllegalArgumentException if it isn't one, the id doesn't fit, or it isn't an Ed25519 key
     */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key has the form name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + RAW_LENGTH || typed[0] != ED25519) {
            throw new IllegalArgumentException("The verifier key isn't an Ed25519 key (type 0x01)");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw new IllegalArgumentException("The verifier key's id doesn't fit its name and key");
        }
        return key;
    }

    /**
     * Reads a file that holds either a verifier key or the PEM of a public key (SubjectPublicKeyInfo).
     *
     * @param nameForPem the name to give to a key that comes as PEM, which has none
     * @throws IllegalArgumentException if the file holds neither
     */
    public static VerifierKey read(Path file, @Nullable String nameForPem) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            return parse(text);
        }
        byte[] encoded = Pem.decode(text, "PUBLIC KEY");
        if (encoded.length != SPKI.length + RAW_LENGTH || !Arrays.equals(Arrays.copyOf(encoded, SPKI.length), SPKI)) {
            throw new IllegalArgumentException("The PEM file doesn't hold an Ed25519 public key");
        }
        if (nameForPem == null) {
            throw new IllegalArgumentException("A PEM file doesn't say the log's origin");
        }
        return new VerifierKey(nameForPem, Arrays.copyOfRange(encoded, SPKI.length, encoded.length));
    }

    /** The key's name. */
    public String name() {
        return name;
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(ED25519);
            return Arrays.copyOf(digest.digest(raw), ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The form {@code name+hexid+base64}. */
    public String text() {
        byte[] typed = new byte[1 + RAW_LENGTH];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, RAW_LENGTH);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    @Override
    public String toString() {
        return text();
    }
}
