package uk.concord.audit.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of leaf indexes, as the runs of neighbours that it is made of: in JSON {@code [[3, 7], [9, 9]]}, each with its first and its
 * last. They are in rising order and don't touch each other.
 */
public final class Spans {

    private final long[] firsts;
    private final long[] lasts;

    private Spans(long[] firsts, long[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
    }

    /**
     * The set of these.
     *
     * @param leaves at least one, in rising order, none twice
     */
    public static Spans of(List<Long> leaves) {
        long[] firsts = new long[leaves.size()];
        long[] lasts = new long[leaves.size()];
        int count = 0;
        for (long leaf : leaves) {
            if (leaf < 0 || count > 0 && leaf <= lasts[count - 1]) {
                throw new IllegalArgumentException("Leaf indexes must rise from 0");
            }
            if (count > 0 && leaf == lasts[count - 1] + 1) {
                lasts[count - 1] = leaf;
            } else {
                firsts[count] = leaf;
                lasts[count++] = leaf;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("There must be a leaf");
        }
        return new Spans(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
    }

    /**
     * Reads what {@link #asLists} gives.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Spans read(JsonNode json) {
        if (!json.isArray() || json.isEmpty()) {
            throw new IllegalArgumentException("Spans are a list that isn't empty");
        }
        long[] firsts = new long[json.size()];
        long[] lasts = new long[json.size()];
        for (int i = 0; i < json.size(); i++) {
            JsonNode span = json.get(i);
            if (span.size() != 2 || !isIndex(span.path(0)) || !isIndex(span.path(1))) {
                throw new IllegalArgumentException("A span is two whole numbers");
            }
            firsts[i] = span.get(0).longValue();
            lasts[i] = span.get(1).longValue();
            boolean apart = i == 0 ? firsts[i] >= 0 : firsts[i] - 1 > lasts[i - 1];
            if (!apart || lasts[i] < firsts[i]) {
                throw new IllegalArgumentException("Spans must rise, and not touch each other");
            }
        }
        return new Spans(firsts, lasts);
    }

    private static boolean isIndex(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    /** For JSON. */
    public List<List<Long>> asLists() {
        List<List<Long>> spans = new ArrayList<>(firsts.length);
        for (int i = 0; i < firsts.length; i++) {
            spans.add(List.of(firsts[i], lasts[i]));
        }
        return spans;
    }

    /** As PostgreSQL writes an {@code int8multirange}. */
    public String asMultirange() {
        return IntStream.range(0, firsts.length)
                .mapToObj(i -> "[" + firsts[i] + "," + lasts[i] + "]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    public boolean contains(long leaf) {
        int found = Arrays.binarySearch(firsts, leaf);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && leaf <= lasts[before];
    }

    public long first() {
        return firsts[0];
    }

    public long last() {
        return lasts[lasts.length - 1];
    }

    /** How many leaves are in it. */
    public long count() {
        long count = 0;
        for (int i = 0; i < firsts.length; i++) {
            count += lasts[i] - firsts[i] + 1;
        }
        return count;
    }
}
