package uk.concord.policy.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import uk.concord.kernel.identity.NhsNumber;

/** Reads a list row by row, as it comes, whatever is in it. A row is a line of the body; it gives a number, or what is wrong. */
final class RowReader {

    /** There are no more rows. */
    static final long END = Long.MIN_VALUE;
    /** A line without anything in it, or a heading: no row, but it counts as a line. */
    static final long NO_ROW = Long.MIN_VALUE + 1;

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1000;
    private static final int DIGITS = 10;
    private static final String HEADING = "nhs_number";

    private final InputStream in;
    private final ListFormat format;
    private final ObjectMapper json;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[LONGEST];
    private int at;
    private int filled;
    private long lines;

    RowReader(InputStream in, ListFormat format, ObjectMapper json) {
        this.in = in;
        this.format = format;
        this.json = json;
    }

    /** The next row's number; what is wrong with it as {@link Fault#asNumber}; {@link #NO_ROW} or {@link #END}. */
    long next() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (at == filled) {
                filled = in.read(buffer);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    return any ? row(length) : END;
                }
            }
            any = true;
            byte next = buffer[at++];
            if (next == '\n') {
                return row(length);
            }
            if (length < LONGEST) {
                line[length] = next;
            }
            length++;
        }
    }

    private long row(int read) {
        lines++;
        if (read > LONGEST) {
            return Fault.TOO_LONG.asNumber();
        }
        int length = read > 0 && line[read - 1] == '\r' ? read - 1 : read;
        if (length == 0) {
            return NO_ROW;
        }
        return switch (format) {
            case NDJSON -> ofJson(length);
            case CSV -> ofCsv(length);
            case OPT_OUT_LIST -> digits(0, line[length - 1] == ',' ? length - 1 : length);
        };
    }

    private long ofJson(int length) {
        try {
            JsonNode row = json.readTree(line, 0, length);
            JsonNode number = row.isObject() ? row.path(HEADING) : row;
            if (number.isMissingNode() || number.isNull()) {
                return Fault.NO_NUMBER.asNumber();
            }
            return number.isTextual() ? of(number.textValue()) : Fault.NOT_JSON.asNumber();
        } catch (IOException e) {
            return Fault.NOT_JSON.asNumber();
        }
    }

    private long ofCsv(int length) {
        int end = 0;
        while (end < length && line[end] != ',') {
            end++;
        }
        int from = 0;
        if (end > 1 && line[0] == '"' && line[end - 1] == '"') {
            from++;
            end--;
        }
        if (lines == 1 && HEADING.equalsIgnoreCase(text(from, end - from))) {
            return NO_ROW;
        }
        return digits(from, end - from);
    }

    private long digits(int from, int length) {
        if (length == 0) {
            return Fault.NO_NUMBER.asNumber();
        }
        return length == DIGITS ? of(text(from, length)) : Fault.NOT_TEN_DIGITS.asNumber();
    }

    private static long of(String text) {
        Optional<NhsNumber> number = NhsNumber.parse(text);
        if (number.isPresent()) {
            return Long.parseLong(number.get().digits());
        }
        boolean tenDigits = text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return (tenDigits ? Fault.NOT_VALID : Fault.NOT_TEN_DIGITS).asNumber();
    }

    private String text(int from, int length) {
        return new String(line, from, length, StandardCharsets.UTF_8);
    }
}
