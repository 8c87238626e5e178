package uk.concord.benchmark.ledger;

import java.time.Duration;
import java.util.List;

/**
 * How large the measurement of the ledger is.
 *
 * @param sizes numbers of records, ascending
 * @param producers how many append at once, ascending
 * @param offered records a second, of all producers together, where they don't append as fast as they can
 * @param rounds of each side, in turns
 * @param searching how long each kind of search is measured
 */
public record LedgerOptions(
        List<Long> sizes,
        List<Integer> producers,
        int offered,
        int rounds,
        Duration warmUp,
        Duration round,
        Duration searching,
        int searches,
        long seed) {

    private static final long SEED = 20_261_126;
    private static final List<Integer> PRODUCERS = List.of(1, 64, 256);
    private static final int OFFERED = 1_000;
    private static final int SEARCHES = 400;

    /** The whole measurement. */
    public static LedgerOptions full() {
        return of(List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L));
    }

    /** The same up to a million records, in a quarter of the time. */
    public static LedgerOptions some() {
        return of(List.of(10_000L, 100_000L, 1_000_000L));
    }

    private static LedgerOptions of(List<Long> sizes) {
        return new LedgerOptions(
                sizes,
                PRODUCERS,
                OFFERED,
                3,
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofSeconds(5),
                SEARCHES,
                SEED);
    }

    /** Small enough to be done in some minutes: shows that everything works, and measures nothing. */
    public static LedgerOptions quick() {
        return new LedgerOptions(
                List.of(2_000L, 20_000L),
                List.of(1, 16),
                200,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                20,
                SEED);
    }
}
