package uk.concord.audit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeHashing;

/**
 * An entry of the log, version 1 of the format in {@code docs/ledger-format.md}: the byte 0x01, the event id, and a salted
 * commitment to the exact bytes of the record. It tells nothing of the record to those who haven't both salt and record, and
 * nothing at all once these are erased.
 *
 * @param eventId the record's id
 * @param commitment see {@link #commit}
 */
public record LedgerEntry(UUID eventId, Hash commitment) {

    /** Bytes of an entry. */
    public static final int LENGTH = 1 + 2 * Long.BYTES + Hash.LENGTH;
    /** Bytes of a salt. */
    public static final int SALT_LENGTH = 32;

    private static final byte VERSION = 0x01;
    private static final byte ERASED = 0x02;
    private static final byte[] DOMAIN = "concord-audit-commitment-v1".getBytes(StandardCharsets.US_ASCII);

    /** SHA-256("concord-audit-commitment-v1" ‖ salt ‖ body). */
    public static Hash commit(byte[] salt, byte[] body) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("A salt has " + SALT_LENGTH + " bytes, not " + salt.length);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(DOMAIN);
            digest.update(salt);
            return Hash.of(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether this salt and this body are what was committed to. */
    public boolean commitsTo(byte[] salt, byte[] body) {
        return salt.length == SALT_LENGTH && commit(salt, body).equals(commitment);
    }

    /** The entry's bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .put(commitment.bytes())
                .array();
    }

    /** The hash of the entry's leaf. */
    public Hash leafHash() {
        return TreeHashing.leaf(bytes());
    }

    /** What, beside the record, somebody needs to make this entry again: version, event id, salt. */
    public byte[] opening(byte[] salt) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES + SALT_LENGTH)
                .put(VERSION)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .put(salt)
                .array();
    }

    /** What makes this entry again where its record was erased: it proves that there was one, and tells nothing of it. */
    public byte[] openingWithoutRecord() {
        return ByteBuffer.allocate(LENGTH)
                .put(ERASED)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .put(commitment.bytes())
                .array();
    }
}
