package uk.concord.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.concord.policy.testing.OpaSeam.Fault;
import uk.concord.policy.testing.ServiceTest;

/** A policy engine that fails again and again is left alone for a moment, and asked again. */
@QuarkusTest
class BreakerTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Opa opa;

    @Inject
    OpaSettings settings;

    @ParameterizedTest
    @EnumSource(names = {"HANG_UP", "STATUS_500"})
    void afterManyFailuresItIsNotAskedForAMomentAndThenItIs(Fault fault) {
        platform.seam().set(fault);
        for (int failed = 0; failed < settings.failuresLookedAt(); failed++) {
            assertThatThrownBy(opa::active).isInstanceOf(OpaUnavailableException.class);
        }
        assertThatThrownBy(opa::active).hasMessageContaining("left alone for a moment");

        platform.seam().set(Fault.NONE);

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(opa.active().release()).isNotNull());
    }

    @Test
    void aFewFailuresAmongManyAnswersChangeNothing() {
        for (int round = 0; round < settings.failuresLookedAt(); round++) {
            platform.seam().set(round % 3 == 0 ? Fault.STATUS_500 : Fault.NONE);
            try {
                opa.active();
            } catch (OpaUnavailableException e) {
                assertThat(e).hasMessageContaining("status 500");
            }
        }
        platform.seam().set(Fault.NONE);

        assertThat(opa.active().release()).isNotNull();
    }
}
