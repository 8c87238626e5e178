package uk.concord.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import uk.concord.audit.ingest.LedgerSettings;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class KeptCheckpointRouteTest {

    @Inject
    RecordedEvents events;

    @Inject
    LedgerSettings settings;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void theFileOutsideTheDatabaseIsServedToTheVerifier() {
        events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));

        assertThat(served()).startsWith(AuditTestResource.ORIGIN + "\n");
        // What was recorded before may be signed just between the two readings.
        Awaitility.await()
                .untilAsserted(() -> assertThat(served()).isEqualTo(Files.readString(settings.checkpointFile())));
    }

    @Test
    void itIsNotOnThePortThatTheGatewayReaches() {
        People.nobody().get("/ledger/checkpoint").then().statusCode(404);
    }

    private String served() {
        return RestAssured.given()
                .get(management.resolve("/ledger/checkpoint"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
    }
}
