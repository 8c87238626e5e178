package uk.concord.audit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;

/** The topic is compared with the ledger, on the real Kafka, while somebody takes things out of the ledger. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReconciliationTest {

    @Inject
    RecordedEvents events;

    @Inject
    Reconciliation reconciliation;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private AuditBodies recorded() {
        AuditBodies body = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(body);
        return body;
    }

    private static JsonPath report() {
        return People.having("operator")
                .get("/audit/reconciliation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static long seen(JsonPath report, String member) {
        Integer found = report.get("sources.find { it.source == 'policy-service' }." + member);
        return found == null ? 0 : found;
    }

    /** Compares until nothing is left: other tests' records come all the time. */
    private void compareAll() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reconciliation.compare() == 0);
    }

    private static boolean names(JsonPath report, AuditBodies body) {
        return report.getList("gaps.event_id").contains(body.id().toString());
    }

    @Test
    void whatIsInTheLedgerIsCountedBySource() throws SQLException {
        compareAll();
        long before = seen(report(), "recorded");
        for (int i = 0; i < 5; i++) {
            recorded();
        }

        compareAll();

        JsonPath report = report();
        assertThat(seen(report, "recorded")).isGreaterThanOrEqualTo(before + 5);
        assertThat(report.getLong("behind")).isZero();
    }

    @Test
    void whatIsParkedIsNoGap() throws SQLException {
        compareAll();
        long before = seen(report(), "parked");
        UUID id = UUID.randomUUID();
        events.send(id, "{\"no\":\"record\"}".getBytes(StandardCharsets.UTF_8));
        recorded();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            compareAll();
            return seen(report(), "parked") > before;
        });

        assertThat(report().getList("gaps.event_id")).doesNotContain(id.toString());
    }

    @Test
    void aLeafThatIsGoneIsAGapUntilItIsBack() throws SQLException {
        AuditBodies body = recorded();
        asSuperuser(
                "create table kept_leaf as select * from leaf where event_id = '" + body.id() + "'",
                "alter table leaf disable trigger append_only",
                "delete from leaf where event_id = '" + body.id() + "'");
        try {
            compareAll();

            JsonPath report = report();
            assertThat(names(report, body)).isTrue();
            assertThat(report.getString("gaps.find { it.event_id == '" + body.id() + "' }.kind"))
                    .isEqualTo("missing");
            assertThat(RestAssured.given().get(metrics).asString()).doesNotContain("concord_audit_gaps 0.0");
        } finally {
            asSuperuser(
                    "insert into leaf select * from kept_leaf",
                    "alter table leaf enable always trigger append_only",
                    "drop table kept_leaf");
        }
        recorded();
        compareAll();

        assertThat(names(report(), body)).isFalse();
    }

    @Test
    void aRecordThatSaysSomethingElseIsAGapThatStays() throws SQLException {
        AuditBodies body = recorded();
        try (Tampering tampered = new Tampering(body.id(), "permit", "deny")) {
            assertThat(tampered).isNotNull();
            compareAll();
        }

        assertThat(report().getString("gaps.find { it.event_id == '" + body.id() + "' }.kind"))
                .isEqualTo("altered");
        asSuperuser("update reconciliation_gap set closed_at = now() where event_id = '" + body.id() + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "regional-ig-officer", "caldicott-guardian"})
    void theseReadIt(String role) {
        People.having(role)
                .get("/audit/reconciliation")
                .then()
                .statusCode(200)
                .body("sources.source", hasItem("policy-service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "patient", "partner", "service", "policy-author"})
    void theseDont(String role) {
        People.having(role).get("/audit/reconciliation").then().statusCode(403);
        People.nobody().get("/audit/reconciliation").then().statusCode(401).body("status", equalTo(401));
    }

    private static void asSuperuser(String... statements) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("concord.test.superuser.username", String.class),
                        config.getValue("concord.test.superuser.password", String.class));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
