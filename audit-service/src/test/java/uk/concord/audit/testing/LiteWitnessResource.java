package uk.concord.audit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real witness for the log of {@link AuditTestResource}. */
public final class LiteWitnessResource implements QuarkusTestResourceLifecycleManager {

    public static final String NAME = "blackpool";
    public static final String OWN_NAME = "witness.example/blackpool";

    private static LiteWitness witness;

    @Override
    public Map<String, String> start() {
        witness = LiteWitness.start(OWN_NAME, AuditTestResource.logKey());
        return Map.of(
                "concord.witnessing.witnesses." + NAME + ".url",
                witness.addCheckpoint().toString(),
                "concord.witnessing.witnesses." + NAME + ".vkey",
                witness.vkey(),
                "concord.witnessing.every",
                "PT0.1S");
    }

    public static LiteWitness witness() {
        return witness;
    }

    @Override
    public void stop() {
        if (witness != null) {
            witness.close();
        }
    }
}
