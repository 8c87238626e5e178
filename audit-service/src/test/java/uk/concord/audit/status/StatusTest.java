package uk.concord.audit.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class StatusTest {

    @Inject
    RecordedEvents events;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @TestHTTPResource(value = "/openapi", management = true)
    URL description;

    @Test
    void anOperatorSeesWhatBecameOfEveryEvent() {
        events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        long parked = People.having("operator").get("/audit/status").jsonPath().getLong("parked");
        events.send(UUID.randomUUID(), "{\"no\":\"record\"}".getBytes(StandardCharsets.UTF_8));
        Awaitility.await()
                .until(() -> People.having("operator")
                                .get("/audit/status")
                                .jsonPath()
                                .getLong("parked")
                        == parked + 1);

        People.having("operator")
                .get("/audit/status")
                .then()
                .statusCode(200)
                .body("state", equalTo("leading"))
                .body("recorded", greaterThan(0))
                .body("lag", equalTo(0))
                .body("checkpoint.size", greaterThan(0))
                .body("witnesses", empty())
                .body("parked_events.reason", hasItem("its member schema is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "regional-ig-officer", "caldicott-guardian", "patient", "partner", "service"})
    void othersAreRefused(String role) {
        People.having(role).get("/audit/status").then().statusCode(403);
        People.nobody().get("/audit/status").then().statusCode(401);
    }

    @Test
    void itIsReadyWhenItLeadsAndSaysSo() {
        RestAssured.given()
                .get(readiness)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'ledger' }.data.leads", equalTo(true));
    }

    @Test
    void itsMetricsNameNobody() {
        assertThat(RestAssured.given()
                        .get(metrics)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("concord_audit_recorded_total")
                .contains("concord_audit_lag")
                .contains("concord_audit_unsigned_seconds");
    }

    /** With -Dconcord.openapi.write=true the committed description is written anew. */
    @Test
    void theCommittedDescriptionIsTheServedOne() throws Exception {
        String served = RestAssured.given()
                .get(description)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Path committed = Path.of(System.getProperty("concord.root"), "docs/api/audit-service.openapi.yaml");
        if (Boolean.getBoolean("concord.openapi.write")) {
            Files.writeString(committed, served);
        }

        assertThat(served).isEqualTo(Files.readString(committed));
    }
}
