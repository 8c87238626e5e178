package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How much memory the projection takes. As part of the build with few patients; with {@code -Dconcord.measure.patients=1700000} and
 * an {@code -Xmx2g} fork for a region.
 */
class ProjectionSizeTest {

    private static final int PATIENTS = Integer.getInteger("concord.measure.patients", 200_000);
    private static final int MOST_BYTES_EACH = 110;

    @Test
    void aPatientTakesLittle() throws InterruptedException {
        ManyPatients patients = new ManyPatients(7);
        CompactStates states = new CompactStates();
        long before = used();
        long began = System.nanoTime();
        for (int i = 0; i < PATIENTS; i++) {
            states.take(patients.next(), ManyPatients.SINCE);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        long bytes = used() - before;
        System.out.printf(
                "projection patients=%d profiles=%d bytes=%d bytes_per_patient=%.1f filled_in_ms=%d%n",
                states.patients(), states.profiles(), bytes, (double) bytes / PATIENTS, took.toMillis());
        began = System.nanoTime();
        Population population = states.population();
        System.out.printf("snapshot_us=%d%n", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
        assertThat(population.size()).isEqualTo(PATIENTS);
        assertThat((double) bytes / PATIENTS).isLessThan(MOST_BYTES_EACH);
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
