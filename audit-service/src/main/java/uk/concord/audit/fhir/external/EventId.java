package uk.concord.audit.fhir.external;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The id of an event that others recorded, made of what they sent: the same event sent again has the same id, and the ledger takes an
 * id once. A UUID of version 8 (RFC 9562 §5.8): 48 bits of Unix milliseconds, as in version 7, then 74 bits of SHA-256.
 */
final class EventId {

    private EventId() {}

    /**
     * The id of this client's event.
     *
     * @param event without NHS numbers: a hash of one could be found by trying all of them
     */
    static UUID of(String client, Instant recorded, String event) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(client.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(event.getBytes(StandardCharsets.UTF_8)));
            long high = recorded.toEpochMilli() << 16 | 0x8000L | hash.getShort() & 0x0FFFL;
            long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
