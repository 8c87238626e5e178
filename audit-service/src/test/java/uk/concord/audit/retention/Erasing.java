package uk.concord.audit.retention;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.People;

/** Records whose time is over soon, and how to wait until they are gone. */
public final class Erasing {

    public static final Duration BOUND = Duration.ofSeconds(30);

    private Erasing() {}

    public static AuditBodies signIn(UUID patient) {
        return AuditBodies.decision(UUID.randomUUID(), patient).ofType("sign-in");
    }

    public static void awaitErased(AuditBodies... bodies) {
        for (AuditBodies body : bodies) {
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> People.regionalOfficer()
                                    .get("/audit/records/" + body.id())
                                    .statusCode()
                            == 410);
        }
    }
}
