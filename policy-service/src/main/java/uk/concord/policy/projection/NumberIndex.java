package uk.concord.policy.projection;

import java.util.Arrays;

/**
 * Which row an NHS number leads to: open addressing in segments, each entry one long of 34 bits of number and 30 bits of row. One
 * thread at a time writes. A reader beside the writer may get a wrong answer but never an exception, so it must be able to find out
 * that there was a write.
 */
final class NumberIndex {

    static final int NONE = -1;

    private static final int SEGMENTS = 256;
    private static final int ROW_BITS = 30;
    private static final long ROW_MASK = (1L << ROW_BITS) - 1;
    private static final int SMALLEST = 8;
    private static final int DOUBLED_BELOW = 4096;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Segment[] segments;

    /** What a snapshot shares is never written again: the writer replaces a segment of an earlier epoch by its own copy. */
    private static final class Segment {

        private final long[] entries;
        private final int epoch;
        private int used;

        Segment(long[] entries, int used, int epoch) {
            this.entries = entries;
            this.used = used;
            this.epoch = epoch;
        }

        int home(long number) {
            return (int) ((hash(number) >>> 24 & 0xFFFF_FFFFL) * entries.length >>> 32);
        }

        int next(int place) {
            return place + 1 == entries.length ? 0 : place + 1;
        }

        int place(long number) {
            int place = home(number);
            for (int step = 0; step < entries.length; step++) {
                long entry = entries[place];
                if (entry == 0) {
                    return NONE;
                }
                if (entry >>> ROW_BITS == number) {
                    return place;
                }
                place = next(place);
            }
            return NONE;
        }

        void add(long entry) {
            int place = home(entry >>> ROW_BITS);
            while (entries[place] != 0) {
                place = next(place);
            }
            entries[place] = entry;
            used++;
        }

        // Without tombstones, so that the way to a number doesn't grow longer with every number that goes.
        void remove(int place) {
            int hole = place;
            int other = next(place);
            while (entries[other] != 0) {
                int home = home(entries[other] >>> ROW_BITS);
                boolean mayMove = hole <= other ? home <= hole || home > other : home <= hole && home > other;
                if (mayMove) {
                    entries[hole] = entries[other];
                    hole = other;
                }
                other = next(other);
            }
            entries[hole] = 0;
            used--;
        }

        Segment grown(int newEpoch) {
            Segment grown = new Segment(new long[longer(entries.length)], 0, newEpoch);
            for (long entry : entries) {
                if (entry != 0) {
                    grown.add(entry);
                }
            }
            return grown;
        }
    }

    // Doubled while that wastes little, so that a restart doesn't move everything too often.
    private static int longer(int length) {
        return length < DOUBLED_BELOW ? 2 * length : length + length / 2;
    }

    NumberIndex() {
        segments = new Segment[SEGMENTS];
        Arrays.setAll(segments, number -> new Segment(new long[SMALLEST], 0, 0));
    }

    private NumberIndex(Segment[] segments) {
        this.segments = segments;
    }

    /** The row that this number leads to, or {@link #NONE}. */
    int row(long number) {
        Segment segment = segments[segmentOf(number)];
        int place = segment.place(number);
        return place == NONE ? NONE : (int) (segment.entries[place] & ROW_MASK);
    }

    /** From now on the number leads to this row. */
    void put(long number, int row, int epoch) {
        int which = segmentOf(number);
        Segment segment = own(which, epoch);
        long entry = number << ROW_BITS | row;
        int place = segment.place(number);
        if (place != NONE) {
            segment.entries[place] = entry;
            return;
        }
        if ((segment.used + 1) * 4 > segment.entries.length * 3) {
            segment = segment.grown(epoch);
            segments[which] = segment;
        }
        segment.add(entry);
    }

    /** From now on the number leads nowhere. */
    void remove(long number, int epoch) {
        Segment segment = own(segmentOf(number), epoch);
        int place = segment.place(number);
        if (place != NONE) {
            segment.remove(place);
        }
    }

    /** The same as it is now, for good, provided that the writer goes on with a higher epoch. */
    NumberIndex snapshot() {
        return new NumberIndex(segments.clone());
    }

    private Segment own(int which, int epoch) {
        Segment segment = segments[which];
        if (segment.epoch != epoch) {
            segment = new Segment(segment.entries.clone(), segment.used, epoch);
            segments[which] = segment;
        }
        return segment;
    }

    private static long hash(long number) {
        long hash = number * MIX;
        return (hash ^ hash >>> 32) * MIX;
    }

    private static int segmentOf(long number) {
        return (int) (hash(number) >>> 56);
    }
}
