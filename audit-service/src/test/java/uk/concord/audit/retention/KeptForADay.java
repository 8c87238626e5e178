package uk.concord.audit.retention;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;
import uk.concord.audit.testing.AdjustableClock;

/** A few types are kept for one day, and a test can put the clock ahead. */
public class KeptForADay implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "concord.retention.keep.sign-in", "P1D",
                "concord.retention.keep.cohort-part", "P1D",
                "concord.retention.every", "PT0.2S",
                "concord.retention.batch", "2");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(AdjustableClock.class);
    }
}
