package uk.concord.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownRevisionsTest {

    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final KnownRevisions known =
            KnownRevisions.of(Map.of(5L, NOW.minusSeconds(60), 6L, NOW.minusSeconds(4), 7L, NOW.minusSeconds(1)));

    @Test
    void theNewestIsInForce() {
        assertThat(known.current()).isEqualTo(7);
        assertThat(known.outdated(7, BOUND, NOW)).isFalse();
    }

    @Test
    void oneThatWasReplacedAMomentAgoMayStillBeUsed() {
        assertThat(known.outdated(6, BOUND, NOW)).isFalse();
    }

    @Test
    void oneThatWasReplacedLongerAgoMayNot() {
        assertThat(known.outdated(5, BOUND, NOW)).isTrue();
    }

    @Test
    void theBoundCountsFromTheFirstReplacement() {
        KnownRevisions busy = KnownRevisions.of(
                Map.of(1L, NOW.minusSeconds(60), 2L, NOW.minusSeconds(4), 3L, NOW.minusSeconds(2), 4L, NOW));

        assertThat(busy.outdated(1, BOUND, NOW)).isTrue();
        assertThat(busy.outdated(2, BOUND, NOW)).isFalse();
    }

    @Test
    void oneThatIsTooOldToBeKnownMayNot() {
        assertThat(known.outdated(1, BOUND, NOW)).isTrue();
    }

    @Test
    void oneThatAnotherReplicaKnowsAlreadyMay() {
        assertThat(known.outdated(8, BOUND, NOW)).isFalse();
    }
}
