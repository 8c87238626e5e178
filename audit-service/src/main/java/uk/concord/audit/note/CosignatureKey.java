package uk.concord.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A witness's Ed25519 public key, with its name (C2SP tlog-cosignature, signature type 0x04). What it verifies are timestamped
 * statements about checkpoints, and nothing that a key of type 0x01 could have signed.
 */
public final class CosignatureKey {

    private static final byte COSIGNATURE = 0x04;
    private static final int SIGNATURE_LENGTH = 64;

    private final NamedKey key;

    private CosignatureKey(NamedKey key) {
        this.key = key;
    }

    /**
     * Reads the form {@code name+hexid+base64}.
     *
     * @throws IllegalArgumentException if it isn't one, the id doesn't fit, or it isn't an Ed25519 key for cosignatures
     */
    public static CosignatureKey parse(String vkey) {
        return new CosignatureKey(NamedKey.parse(vkey, COSIGNATURE));
    }

    /** The witness's name. */
    public String name() {
        return key.name();
    }

    /**
     * Verifies a signature line.
     *
     * @param line without its newline
     * @param checkpoint the text over which it must be: all of the note up to the empty line
     * @return nothing if the line is another key's
     * @throws InvalidNoteException if it is malformed, or this key's and wrong
     */
    public Optional<Cosignature> verify(String line, String checkpoint) throws InvalidNoteException {
        SignatureLine signature = SignatureLine.parse(line);
        if (!key.isNamedBy(signature)) {
            return Optional.empty();
        }
        if (signature.signature().length != Long.BYTES + SIGNATURE_LENGTH) {
            throw new InvalidNoteException("the cosignature of the key " + name() + " has a wrong length");
        }
        long time = ByteBuffer.wrap(signature.signature()).getLong();
        // Zero says that no statement is made as of any time, which a witness must not leave out (C2SP tlog-witness).
        if (time <= 0 || time > Instant.MAX.getEpochSecond()) {
            throw new InvalidNoteException("the cosignature of the key " + name() + " is of no time that can be");
        }
        byte[] message = ("cosignature/v1\ntime " + time + "\n" + checkpoint).getBytes(StandardCharsets.UTF_8);
        byte[] ed25519 = Arrays.copyOfRange(signature.signature(), Long.BYTES, signature.signature().length);
        if (!key.verifies(message, ed25519)) {
            throw new InvalidNoteException("the cosignature of the key " + name() + " is wrong");
        }
        return Optional.of(new Cosignature(line, Instant.ofEpochSecond(time)));
    }

    /** Whether both are the same key, perhaps under two names. */
    public boolean isSameKeyAs(CosignatureKey other) {
        return key.hasSameBytesAs(other.key);
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
