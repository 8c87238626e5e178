package uk.concord.policy.projection;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Reads JSON of the plainest form from bytes: no white space, no escapes, nothing beyond ASCII. On anything else it gives up, which
 * says nothing about whether it is JSON.
 */
final class AsciiScanner {

    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_NUMBER = 18;
    private static final int NANO_DIGITS = 9;
    private static final int LONGEST_KEPT = 40;
    private static final int KEPT = 2048;

    // Most texts come again and again. Threads that race here lose a text from it, nothing else.
    private static final String[] KNOWN = new String[KEPT];

    private final byte[] bytes;
    private int at;

    AsciiScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** It isn't in the plainest form. Without a stack, because nobody looks at it and there may be many. */
    static final class GaveUpException extends Exception {

        private static final long serialVersionUID = 1L;
        static final GaveUpException GAVE_UP = new GaveUpException();

        private GaveUpException() {
            super(null, null, false, false);
        }
    }

    /** Reads an element; called at its first byte. */
    @FunctionalInterface
    interface Element {
        void read() throws GaveUpException;
    }

    /** Reads a member's value; called at its first byte. */
    @FunctionalInterface
    interface MemberValue {
        void read(String name) throws GaveUpException;
    }

    void object(MemberValue member) throws GaveUpException {
        expect('{');
        if (skip('}')) {
            return;
        }
        do {
            String name = text();
            expect(':');
            member.read(name);
        } while (skip(','));
        expect('}');
    }

    void array(Element element) throws GaveUpException {
        expect('[');
        if (skip(']')) {
            return;
        }
        do {
            element.read();
        } while (skip(','));
        expect(']');
    }

    void end() throws GaveUpException {
        demand(at == bytes.length);
    }

    String text() throws GaveUpException {
        expect('"');
        int from = at;
        int hash = 0;
        while (true) {
            byte next = here();
            if (next == '"') {
                break;
            }
            demand(next >= ' ' && next != '\\' && next != 0x7F);
            hash = 31 * hash + next;
            at++;
        }
        int length = at - from;
        at++;
        return length > LONGEST_KEPT ? ascii(from, length) : known(from, length, hash);
    }

    private String known(int from, int length, int hash) {
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        String kept = KNOWN[place];
        if (kept != null && same(kept, from, length)) {
            return kept;
        }
        String read = ascii(from, length);
        KNOWN[place] = read;
        return read;
    }

    private boolean same(String text, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Ten digits or whatever else; never kept. */
    String passingText(int length) throws GaveUpException {
        expect('"');
        demand(at + length < bytes.length);
        String text = ascii(at, length);
        for (int i = 0; i < length; i++) {
            demand(digit(at + i) >= 0);
        }
        at += length;
        expect('"');
        return text;
    }

    private String ascii(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }

    /** A whole number from 0. */
    long number() throws GaveUpException {
        int from = at;
        long number = 0;
        while (at < bytes.length && digit(at) >= 0) {
            number = 10 * number + digit(at);
            at++;
        }
        demand(at > from && at - from <= LONGEST_NUMBER && (bytes[from] != '0' || at - from == 1));
        return number;
    }

    boolean truth() throws GaveUpException {
        if (here() == 't') {
            word("true");
            return true;
        }
        word("false");
        return false;
    }

    private void word(String word) throws GaveUpException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    UUID uuid() throws GaveUpException {
        expect('"');
        demand(at + UUID_LENGTH < bytes.length);
        UUID uuid = uuid(bytes, at);
        at += UUID_LENGTH;
        expect('"');
        return uuid;
    }

    /** The canonical form of a UUID, from this place on. */
    static UUID uuid(byte[] bytes, int from) throws GaveUpException {
        if (bytes.length < from + UUID_LENGTH) {
            throw GaveUpException.GAVE_UP;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte next = bytes[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (next != '-') {
                    throw GaveUpException.GAVE_UP;
                }
                continue;
            }
            int digit = next >= '0' && next <= '9' ? next - '0' : next >= 'a' && next <= 'f' ? next - 'a' + 10 : -1;
            if (digit < 0) {
                throw GaveUpException.GAVE_UP;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }

    /** An instant such as 2026-11-01T10:00:00.123456Z. */
    Instant instant() throws GaveUpException {
        expect('"');
        int year = digits(4);
        expect('-');
        int month = digits(2);
        expect('-');
        int day = digits(2);
        expect('T');
        int hour = digits(2);
        expect(':');
        int minute = digits(2);
        expect(':');
        int second = digits(2);
        int nanos = skip('.') ? fraction() : 0;
        expect('Z');
        expect('"');
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw GaveUpException.GAVE_UP;
        }
    }

    private int fraction() throws GaveUpException {
        int from = at;
        int nanos = 0;
        while (at < bytes.length && at - from < NANO_DIGITS && digit(at) >= 0) {
            nanos = 10 * nanos + digit(at);
            at++;
        }
        demand(at > from);
        for (int i = at - from; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int digits(int count) throws GaveUpException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            demand(at < bytes.length && digit(at) >= 0);
            number = 10 * number + digit(at);
            at++;
        }
        return number;
    }

    private int digit(int place) {
        byte found = bytes[place];
        return found >= '0' && found <= '9' ? found - '0' : -1;
    }

    private byte here() throws GaveUpException {
        demand(at < bytes.length);
        return bytes[at];
    }

    private boolean skip(char wanted) {
        if (at < bytes.length && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) throws GaveUpException {
        demand(skip(wanted));
    }

    static void demand(boolean plain) throws GaveUpException {
        if (!plain) {
            throw GaveUpException.GAVE_UP;
        }
    }
}
