package uk.concord.policy.projection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;

/**
 * The patients' columns, in blocks of rows. Rows are only ever added. One thread at a time writes; a reader beside it may see a
 * mixture, but never an exception.
 */
final class PatientRows {

    private static final int BLOCK_BITS = 12;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int WITHIN = BLOCK - 1;

    private @Nullable Block[] blocks;
    private int rows;

    /**
     * Some rows. The ids never change, so that copies share them.
     *
     * @param numbers the first NHS number of each patient
     * @param since microseconds since 1970
     * @param profiles the profile's index; of an unreadable patient its complement, which is negative
     */
    record Block(long[] high, long[] low, long[] numbers, long[] revisions, long[] since, int[] profiles, int epoch) {

        static Block empty(int epoch) {
            return new Block(
                    new long[BLOCK],
                    new long[BLOCK],
                    new long[BLOCK],
                    new long[BLOCK],
                    new long[BLOCK],
                    new int[BLOCK],
                    epoch);
        }

        Block copy(int newEpoch) {
            return new Block(high, low, numbers.clone(), revisions.clone(), since.clone(), profiles.clone(), newEpoch);
        }

        PatientId patient(int row) {
            return new PatientId(new java.util.UUID(high[row & WITHIN], low[row & WITHIN]));
        }

        long number(int row) {
            return numbers[row & WITHIN];
        }

        long revision(int row) {
            return revisions[row & WITHIN];
        }

        long since(int row) {
            return since[row & WITHIN];
        }

        int profile(int row) {
            return profiles[row & WITHIN];
        }

        void take(int row, long revision, long heldSince, int profile, long number) {
            revisions[row & WITHIN] = revision;
            since[row & WITHIN] = heldSince;
            profiles[row & WITHIN] = profile;
            numbers[row & WITHIN] = number;
        }

        void profile(int row, int profile) {
            profiles[row & WITHIN] = profile;
        }
    }

    PatientRows() {
        this(new Block[1], 0);
    }

    private PatientRows(@Nullable Block[] blocks, int rows) {
        this.blocks = blocks;
        this.rows = rows;
    }

    int count() {
        return rows;
    }

    /** The block in which this row is; null only if a write was in between. */
    @Nullable
    Block block(int row) {
        @Nullable Block[] now = blocks;
        int which = row >>> BLOCK_BITS;
        return which < now.length ? now[which] : null;
    }

    /** Whether this row is this patient's. */
    boolean is(int row, PatientId patient) {
        Block block = block(row);
        return block != null
                && block.high[row & WITHIN] == patient.value().getMostSignificantBits()
                && block.low[row & WITHIN] == patient.value().getLeastSignificantBits();
    }

    /** Adds a row for this patient. */
    int add(PatientId patient, int epoch) {
        int row = rows;
        int which = row >>> BLOCK_BITS;
        if (which == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blocks.length);
        }
        Block block = blocks[which];
        if (block == null) {
            block = Block.empty(epoch);
            blocks[which] = block;
        }
        block.high[row & WITHIN] = patient.value().getMostSignificantBits();
        block.low[row & WITHIN] = patient.value().getLeastSignificantBits();
        rows = row + 1;
        return row;
    }

    /** The row's block, to be written to: what a snapshot shares is copied first. */
    Block own(int row, int epoch) {
        int which = row >>> BLOCK_BITS;
        Block block = blocks[which];
        if (block == null) {
            throw new IllegalStateException("a row that was added has a block");
        }
        if (block.epoch != epoch) {
            block = block.copy(epoch);
            blocks[which] = block;
        }
        return block;
    }

    /** The same as it is now, for good, provided that the writer goes on with a higher epoch. */
    PatientRows snapshot() {
        return new PatientRows(blocks.clone(), rows);
    }
}
