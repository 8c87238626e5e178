package uk.concord.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * How large the measurement is.
 *
 * @param sizes numbers of patients, ascending; the whole table is measured on the last, growth on all
 * @param warmUp before the first round of each side
 * @param askedBefore questions that are asked before the usual single check is measured on the largest population
 * @param callers that ask at once
 * @param jvm options of policy-service's JVM
 */
public record Options(
        List<Integer> sizes,
        int rounds,
        Duration round,
        Duration warmUp,
        long askedBefore,
        int callers,
        Duration changing,
        long seed,
        List<String> jvm) {

    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final long SEED = 20_261_124;

    /** The whole measurement. */
    static Options full() {
        return new Options(
                List.of(17_000, 170_000, 1_700_000),
                3,
                Duration.ofSeconds(8),
                Duration.ofSeconds(20),
                30_000,
                16,
                Duration.ofSeconds(40),
                SEED,
                JVM);
    }

    /** For looking at a few scenarios: one population of a middle size, otherwise as the whole. */
    static Options some() {
        return of(170_000);
    }

    /** The whole table on the largest population, without how it grows. */
    static Options largest() {
        return of(1_700_000);
    }

    private static Options of(int size) {
        Options full = full();
        return new Options(
                List.of(size),
                full.rounds(),
                full.round(),
                full.warmUp(),
                full.askedBefore(),
                full.callers(),
                full.changing(),
                full.seed(),
                full.jvm());
    }

    /** Small enough to be done in some minutes: shows that everything works, and measures nothing. */
    static Options quick() {
        return new Options(
                List.of(2_000, 20_000),
                2,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                1_000,
                8,
                Duration.ofSeconds(5),
                SEED,
                JVM);
    }
}
