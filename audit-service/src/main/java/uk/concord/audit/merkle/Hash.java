package uk.concord.audit.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash: 32 bytes that never change. */
public final class Hash {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes.
     *
     * @throws IllegalArgumentException if they aren't 32
     */
    public static Hash of(byte[] bytes) {
        return at(bytes, 0, bytes.length);
    }

    /** The hash whose 32 bytes begin at this offset. */
    public static Hash at(byte[] bytes, int offset) {
        return at(bytes, offset, LENGTH);
    }

    private static Hash at(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            throw new IllegalArgumentException("A hash has 32 bytes, not " + length);
        }
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /**
     * Reads standard base64.
     *
     * @throws IllegalArgumentException if the text isn't base64 of 32 bytes
     */
    public static Hash ofBase64(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Standard base64, with padding. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
