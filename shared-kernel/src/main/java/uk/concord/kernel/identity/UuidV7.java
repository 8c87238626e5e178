package uk.concord.kernel.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits. Ids of different milliseconds
 * sort by time; within one they don't.
 */
@ApplicationScoped
public class UuidV7 {

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public UuidV7(Clock clock) {
        this.clock = clock;
    }

    /** A new id with the injected clock's instant. */
    public UUID next() {
        byte[] entropy = new byte[10];
        random.nextBytes(entropy);
        long high = clock.millis() << 16 | 0x7000L | (entropy[0] & 0x0FL) << 8 | entropy[1] & 0xFFL;
        long low = 0;
        for (int i = 2; i < entropy.length; i++) {
            low = low << 8 | entropy[i] & 0xFFL;
        }
        return new UUID(high, low & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }
}
