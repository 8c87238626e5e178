package uk.concord.audit.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 public key with its name and the type of signatures that it is for (C2SP signed-note, "Verifier keys"). */
final class NamedKey {

    static final int ID_LENGTH = 4;
    static final int RAW_LENGTH = 32;
    // SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4), up to the raw key.
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte type;
    private final byte[] raw;
    private final PublicKey key;

    /**
     * @param name the key's name: not empty, without spaces and plus signs
     * @param raw the 32 bytes of the key (RFC 8032)
     * @throws IllegalArgumentException if either is wrong
     */
    NamedKey(String name, byte type, byte[] raw) {
        if (name.isEmpty() || name.contains("+") || name.codePoints().anyMatch(NamedKey::unfitForName)) {
            throw new IllegalArgumentException(
                    "A key's name isn't empty and has no spaces, plus signs or control characters");
        }
        if (raw.length != RAW_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length);
        }
        this.name = name;
        this.type = type;
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
     * @throws IllegalArgumentException if it isn't one, the id doesn't fit, or it isn't a key of this type
     */
    static NamedKey parse(String vkey, byte type) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key has the form name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + RAW_LENGTH || typed[0] != type) {
            throw new IllegalArgumentException(
                    "The verifier key isn't an Ed25519 key of the type 0x%02x".formatted(type));
        }
        NamedKey key = new NamedKey(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
            throw new IllegalArgumentException("The verifier key's id doesn't fit its name and key");
        }
        return key;
    }

    /**
     * The raw key in a SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if it isn't one of an Ed25519 key
     */
    static byte[] rawIn(byte[] subjectPublicKeyInfo) {
        if (subjectPublicKeyInfo.length != SPKI.length + RAW_LENGTH
                || !Arrays.equals(Arrays.copyOf(subjectPublicKeyInfo, SPKI.length), SPKI)) {
            throw new IllegalArgumentException("The PEM file doesn't hold an Ed25519 public key");
        }
        return Arrays.copyOfRange(subjectPublicKeyInfo, SPKI.length, subjectPublicKeyInfo.length);
    }

    String name() {
        return name;
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(type);
            return Arrays.copyOf(digest.digest(raw), ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the line says that this key made it, which its signature has yet to show. */
    boolean isNamedBy(SignatureLine line) {
        return line.name().equals(name) && Arrays.equals(line.keyId(), id());
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

    /** Whether both are the same 32 bytes, whatever their names. */
    boolean hasSameBytesAs(NamedKey other) {
        return Arrays.equals(raw, other.raw);
    }

    /** The form {@code name+hexid+base64}. */
    String text() {
        byte[] typed = new byte[1 + RAW_LENGTH];
        typed[0] = type;
        System.arraycopy(raw, 0, typed, 1, RAW_LENGTH);
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
