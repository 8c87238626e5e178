package uk.concord.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The sum of the hashes of search entries, in whatever order they come: two tables have the same one if they hold the same entries, each as
 * often. That others have it, too, is as likely as guessing 128 bits, because nobody knows the keys before the tables are read.
 */
final class EntrySum {

    private static final int MOST = 1 << 10;

    private final Keys keys;
    private final byte[] entry = new byte[MOST];
    private final ByteBuffer buffer = ByteBuffer.wrap(entry);
    private long first;
    private long second;

    /** The keys of the sums that are compared. */
    record Keys(SipHash first, SipHash second) {
        static Keys random() {
            return new Keys(SipHash.random(), SipHash.random());
        }
    }

    EntrySum(Keys keys) {
        this.keys = keys;
    }

    /** Adds the entry under which a record is found by an organisation. */
    void add(String organisation, long leaf, Instant recordedAt) {
        byte[] name = organisation.getBytes(StandardCharsets.UTF_8);
        place(leaf, recordedAt).put(name, 0, Math.min(name.length, buffer.remaining()));
        add();
    }

    /** Adds the entry under which a part of a cohort is found by one of its people. */
    void add(UUID person, long leaf, Instant recordedAt) {
        place(leaf, recordedAt).putLong(person.getMostSignificantBits()).putLong(person.getLeastSignificantBits());
        add();
    }

    private ByteBuffer place(long leaf, Instant recordedAt) {
        return buffer.clear().putLong(leaf).putLong(recordedAt.getEpochSecond()).putInt(recordedAt.getNano());
    }

    private void add() {
        first += keys.first().of(entry, buffer.position());
        second += keys.second().of(entry, buffer.position());
    }

    /** Adds what another one of the same keys has added. */
    void add(EntrySum other) {
        first += other.first;
        second += other.second;
    }

    boolean sameAs(EntrySum other) {
        return first == other.first && second == other.second;
    }
}
