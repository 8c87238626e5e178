package uk.concord.benchmark.load;

/**
 * Latencies in buckets that are at most 1.6 % wide, from 1 microsecond to over an hour. One thread writes; {@link #add} puts several
 * together.
 */
public final class Latencies {

    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;
    private static final int OCTAVES = 32;

    private final long[] counts = new long[SUB * OCTAVES];
    private long count;
    private long highest;

    /** Notes one. */
    public void record(long nanos) {
        long micros = Math.max(1, nanos / 1000);
        counts[Math.min(bucket(micros), counts.length - 1)]++;
        count++;
        highest = Math.max(highest, micros);
    }

    /** Adds all that another one holds. */
    public void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        highest = Math.max(highest, other.highest);
    }

    public long count() {
        return count;
    }

    /** The latency that this share of all doesn't exceed, in milliseconds; 0 if there are none. */
    public double millis(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(upper(i), highest) / 1000.0;
            }
        }
        return 0;
    }

    /** The longest, in milliseconds. */
    public double maxMillis() {
        return highest / 1000.0;
    }

    private static int bucket(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(micros) - SUB_BITS - 1;
        return (shift + 1) * SUB + (int) (micros >>> shift) - SUB;
    }

    private static long upper(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB) + 1 << shift) - 1;
    }
}
