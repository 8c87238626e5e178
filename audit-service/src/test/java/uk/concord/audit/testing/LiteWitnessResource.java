package uk.concord.audit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import uk.concord.stack.testing.LiteWitness;

/** A real witness for the log of {@link AuditTestResource}. */
public final class LiteWitnessResource implements QuarkusTestResourceLifecycleManager {

    public static final String NAME = "blackpool";
    public static final String OWN_NAME = "witness.example/blackpool";

    private static LiteWitness witness;

    @Override
    public Map<String, String> start() {
        witness = LiteWitness.start(OWN_NAME, AuditTestResource.logKey().text());
        return Map.of(
                "concord.witnessing.witnesses." + NAME + ".url",
                witness.addCheckpoint().toString(),
                "concord.witnessing.witnesses." + NAME + ".vkey",
                witness.vkey(),
                "concord.witnessing.every",
                "PT0.1S");
    }

    /** Waits until the running service has a checkpoint of at least this size that the witness has cosigned. */
    public static void awaitCosigned(long size) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> People.having("operator")
                                        .get("/audit/status")
                                        .jsonPath()
                                        .getObject("cosigned_size", Long.class)
                                instanceof Long cosigned
                        && cosigned >= size);
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
