package uk.concord.policy.cohort;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as bytes, put together without a string for each row. */
final class Bytes {

    private static final int DIGITS = 10;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    Bytes text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    Bytes raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    Bytes sign(char sign) {
        room(1);
        bytes[length++] = (byte) sign;
        return this;
    }

    Bytes number(long number) {
        return text(Long.toString(number));
    }

    /** An NHS number with its leading zeros. */
    Bytes nhsNumber(long number) {
        room(DIGITS);
        long rest = number;
        for (int i = length + DIGITS - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += DIGITS;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] all() {
        return Arrays.copyOf(bytes, length);
    }
}
