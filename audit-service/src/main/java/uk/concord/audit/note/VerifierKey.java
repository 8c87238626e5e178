package uk.concord.audit.note;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A named Ed25519 public key that verifies signed notes (C2SP signed-note, signature type 0x01). */
public final class VerifierKey {

    private static final byte ED25519 = 0x01;

    private final NamedKey key;

    /**
     * @param name the key's name: not empty, without spaces and plus signs
     * @param raw the 32 bytes of the key (RFC 8032)
     * @throws IllegalArgumentException if either is wrong
     */
    public VerifierKey(String name, byte[] raw) {
        this(new NamedKey(name, ED25519, raw));
    }

    private VerifierKey(NamedKey key) {
        this.key = key;
    }

    /**
     * Reads the form {@code name+hexid+base64}.
     *
     * @throws IllegalArgumentException if it isn't one, the id doesn't fit, or it isn't an Ed25519 key
     */
    public static VerifierKey parse(String vkey) {
        return new VerifierKey(NamedKey.parse(vkey, ED25519));
    }

    static boolean isPem(String text) {
        return text.strip().startsWith("-----BEGIN PUBLIC KEY-----");
    }

    /**
     * Reads the PEM of a public key (SubjectPublicKeyInfo).
     *
     * @param name the name to give to it, since PEM has none
     * @throws IllegalArgumentException if it isn't one of an Ed25519 key, or nobody says its name
     */
    static VerifierKey ofPem(String text, @Nullable String name) {
        byte[] raw = NamedKey.rawIn(Pem.decode(text, "PUBLIC KEY"));
        if (name == null) {
            throw new IllegalArgumentException("A PEM file doesn't say the log's origin");
        }
        return new VerifierKey(name, raw);
    }

    /** The key's name. */
    public String name() {
        return key.name();
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
    byte[] id() {
        return key.id();
    }

    /** The same four bytes as eight hexadecimal digits, as in {@link #text}. */
    public String hexId() {
        return HexFormat.of().formatHex(id());
    }

    /** Whether the line says that this key made it. */
    boolean isNamedBy(SignatureLine line) {
        return key.isNamedBy(line);
    }

    /** Whether both are the same key, perhaps under two names. */
    public boolean isSameKeyAs(VerifierKey other) {
        return key.hasSameBytesAs(other.key);
    }

    boolean verifies(byte[] message, byte[] signature) {
        return key.verifies(message, signature);
    }

    /** The form {@code name+hexid+base64}. */
    public String text() {
        return key.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
