package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.LiteWitnessResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Witnessed;

/** The running service and a real witness. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(Witnessed.class)
class CosignedCheckpointTest {

    private static final String STATUS = "witnesses.find { it.name == '" + LiteWitnessResource.NAME + "' }";

    @Inject
    RecordedEvents events;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void anybodyGetsTheCheckpointWithTheWitnesssLineUnderIt() throws Exception {
        long size = record();
        LiteWitnessResource.awaitCosigned(size);

        String note = People.nobody()
                .get("/audit/log/checkpoint/cosigned")
                .then()
                .statusCode(200)
                .contentType(equalToIgnoringCase("text/plain;charset=UTF-8"))
                .header("Cache-Control", equalTo("no-cache"))
                .extract()
                .asString();

        assertThat(opened("/audit/log/checkpoint/cosigned").size()).isGreaterThanOrEqualTo(size);
        assertThat(TestCosigner.cosigned(note, LiteWitnessResource.witness().vkey()))
                .isTrue();
        assertThat(note)
                .contains("\n\u2014 " + AuditTestResource.ORIGIN + " ", "\n\u2014 " + LiteWitnessResource.OWN_NAME);
    }

    @Test
    void operatorsAndOfficersSeeHowItGoesWithTheWitness() {
        long size = record();
        LiteWitnessResource.awaitCosigned(size);

        JsonPath status = status();
        assertThat(status.getLong("cosigned_size")).isGreaterThanOrEqualTo(size);
        assertThat(status.getLong(STATUS + ".size")).isGreaterThanOrEqualTo(size);
        assertThat(status.getString(STATUS + ".key"))
                .isEqualTo(LiteWitnessResource.witness().vkey());
        assertThat(status.getString(STATUS + ".cosigned_at")).endsWith("Z");
        assertThat(status.getString(STATUS + ".contradiction")).isNull();
        assertThat(page().text())
                .contains("What witnesses say", "Enough of them have signed the first ")
                .contains(LiteWitnessResource.NAME + " Signed the first ")
                .doesNotContain("has seen another ledger");
        RestAssured.given()
                .get(metrics)
                .then()
                .statusCode(200)
                .body(containsString(
                        "concord_audit_witness_behind_seconds{witness=\"" + LiteWitnessResource.NAME + "\"}"))
                .body(containsString(
                        "concord_audit_witness_contradicts{witness=\"" + LiteWitnessResource.NAME + "\"} 0.0"));
    }

    @Test
    void aWitnessThatIsAwayIsSaidToBeAndTheLogGoesOnWithoutIt() throws Exception {
        LiteWitnessResource.awaitCosigned(record());
        LiteWitnessResource.witness().stop();
        try {
            long size = record();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> String.valueOf(status().getString(STATUS + ".failure"))
                            .contains("can’t be reached"));

            assertThat(page().text()).contains("Did not sign on ", "can’t be reached");
            assertThat(opened("/audit/log/checkpoint").size()).isGreaterThanOrEqualTo(size);
            People.nobody()
                    .get("/audit/log/checkpoint/cosigned")
                    .then()
                    .statusCode(200)
                    .body(containsString(LiteWitnessResource.OWN_NAME));
        } finally {
            LiteWitnessResource.witness().restart();
        }
        LiteWitnessResource.awaitCosigned(record());
    }

    private long record() {
        events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        return events.number("select max(tree_size) from checkpoint");
    }

    private static Checkpoint opened(String path) throws Exception {
        VerifierKey key =
                VerifierKey.parse(People.nobody().get("/audit/log/key").asString());
        return Checkpoint.open(People.nobody().get(path).asString(), VerifierKeys.of(key));
    }

    private static JsonPath status() {
        return People.having("operator").get("/audit/status").jsonPath();
    }

    private static PageText page() {
        return PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/ledger"), 200);
    }
}
