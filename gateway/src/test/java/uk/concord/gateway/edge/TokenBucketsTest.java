package uk.concord.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final AtomicLong now = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(2, 3, 2, now::get);

    @Test
    void aBurstPassesAndThenOneMustWait() {
        assertThat(buckets.take("a")).isEmpty();
        assertThat(buckets.take("a")).isEmpty();
        assertThat(buckets.take("a")).isEmpty();

        assertThat(buckets.take("a")).hasValue(Duration.ofMillis(500));
    }

    @Test
    void whoeverWaitsAsToldPasses() {
        empty("a");
        now.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(buckets.take("a")).isEmpty();
        assertThat(buckets.take("a")).isPresent();
    }

    @Test
    void oneCallersBurstIsNotAnothers() {
        empty("a");

        assertThat(buckets.take("b")).isEmpty();
    }

    @Test
    void aLongSilenceGivesNoMoreThanOneBurst() {
        now.addAndGet(Duration.ofHours(1).toNanos());
        empty("a");

        assertThat(buckets.take("a")).isPresent();
    }

    @Test
    void noMoreCallersAreRememberedThanTheBound() {
        empty("a");
        empty("b");
        empty("c");

        assertThat(buckets.take("c")).isPresent();
        assertThat(buckets.take("a")).isEmpty();
    }

    private void empty(String key) {
        for (int i = 0; i < 3; i++) {
            buckets.take(key);
        }
    }
}
