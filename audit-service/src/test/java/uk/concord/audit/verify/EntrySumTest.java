package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntrySumTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.000001Z");

    private final EntrySum.Keys keys = EntrySum.Keys.random();

    /** The vectors of the paper's appendix A and of its authors' program: the key 00 to 0f, the text 00, 01 and so on. */
    @Test
    void sipHashIsTheOneThatWasPublished() {
        ByteBuffer key = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = new byte[16];
        for (byte i = 0; i < 16; i++) {
            key.put(i);
            text[i] = i;
        }
        SipHash hash = new SipHash(key.getLong(0), key.getLong(8));

        assertThat(hash.of(text, 15)).isEqualTo(0xa129ca6149be45e5L);
        assertThat(hash.of(text, 0)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(text, 8)).isEqualTo(0x93f5f5799a932462L);
    }

    @Test
    void theOrderDoesNotMatter() {
        EntrySum one = new EntrySum(keys);
        one.add("RXN", 1, AT);
        one.add("P81002", 2, AT);
        EntrySum parts = new EntrySum(keys);
        EntrySum other = new EntrySum(keys);
        other.add("P81002", 2, AT);
        parts.add("RXN", 1, AT);
        other.add(parts);

        assertThat(other.sameAs(one)).isTrue();
    }

    @Test
    void anythingElseDoes() {
        EntrySum one = new EntrySum(keys);
        one.add("RXN", 1, AT);
        one.add("P81002", 2, AT);

        assertThat(sum("RXN", 1, AT, "P81002", 3, AT).sameAs(one)).isFalse();
        assertThat(sum("RXN", 2, AT, "P81002", 1, AT).sameAs(one)).isFalse();
        assertThat(sum("RXN", 1, AT.plusNanos(1000), "P81002", 2, AT).sameAs(one))
                .isFalse();
        assertThat(sum("RXN", 1, AT, "RXN", 1, AT).sameAs(one)).isFalse();
        EntrySum twice = sum("RXN", 1, AT, "P81002", 2, AT);
        twice.add("RXN", 1, AT);
        assertThat(twice.sameAs(one)).isFalse();
    }

    @Test
    void peopleAreToldApart() {
        EntrySum people = new EntrySum(keys);
        people.add(new UUID(1, 2), 1, AT);
        EntrySum others = new EntrySum(keys);
        others.add(new UUID(2, 1), 1, AT);

        assertThat(people.sameAs(others)).isFalse();
    }

    private EntrySum sum(
            String first, long firstLeaf, Instant firstAt, String second, long secondLeaf, Instant secondAt) {
        EntrySum sum = new EntrySum(keys);
        sum.add(first, firstLeaf, firstAt);
        sum.add(second, secondLeaf, secondAt);
        return sum;
    }
}
