package uk.concord.audit.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** The running service with a real witness. */
public final class Witnessed implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(LiteWitnessResource.class));
    }
}
