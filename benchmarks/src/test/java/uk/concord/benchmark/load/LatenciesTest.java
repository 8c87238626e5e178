package uk.concord.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void sharesAreOfAllThatWereRecorded() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.record(millis * 1_000_000L);
        }

        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.millis(0.5)).isCloseTo(500, within(8.0));
        assertThat(latencies.millis(0.99)).isCloseTo(990, within(16.0));
        assertThat(latencies.maxMillis()).isEqualTo(1000);
    }

    @Test
    void severalArePutTogether() {
        Latencies one = new Latencies();
        Latencies other = new Latencies();
        one.record(1_000_000);
        other.record(3_000_000);

        one.add(other);

        assertThat(one.count()).isEqualTo(2);
        assertThat(one.millis(0.5)).isCloseTo(1, within(0.02));
        assertThat(one.maxMillis()).isEqualTo(3);
    }

    @Test
    void noneHasNoShare() {
        assertThat(new Latencies().millis(0.99)).isZero();
    }

    @Test
    void whatIsLongerThanTheLongestBucketCountsInIt() {
        Latencies latencies = new Latencies();

        latencies.record(Long.MAX_VALUE);

        assertThat(latencies.count()).isEqualTo(1);
    }
}
