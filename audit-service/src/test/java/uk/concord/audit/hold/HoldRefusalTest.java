package uk.concord.audit.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static uk.concord.audit.hold.HoldRequests.isHeld;
import static uk.concord.audit.hold.HoldRequests.place;
import static uk.concord.audit.hold.HoldRequests.release;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Who may not place holds, what is no hold, and when none is acknowledged. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class HoldRefusalTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service", "ig-officer", "policy-approver"})
    void otherRolesAreRefused(String role) {
        refusedTo(People.having(role), 403);
    }

    @Test
    void theOfficerOfAnOrganisationIsRefusedItsOwnAndAnyOther() {
        refusedTo(People.officerOf("RXN"), 403);
        refusedTo(People.officerOf("RXL"), 403);
        refusedTo(People.nobody(), 401);
    }

    private static void refusedTo(RequestSpecification somebody, int status) {
        Map<String, ?> body = Map.of("organisation", "RXN", "reason", "r", "reference", "c");
        RequestSpecification json = somebody.contentType(ContentType.JSON);
        json.body(body).post("/audit/holds").then().statusCode(status);
        json.get("/audit/holds").then().statusCode(status);
        json.body(Map.of("reason", "r"))
                .post("/audit/holds/" + UUID.randomUUID() + "/release")
                .then()
                .statusCode(status);
    }

    @Test
    void recordsThatAreNotThereAreNotHeld() {
        AuditBodies there = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(there);

        place(
                        People.regionalOfficer(),
                        Map.of(
                                "records",
                                List.of(there.id(), UUID.randomUUID()),
                                "reason",
                                "An inquiry.",
                                "reference",
                                "I-1"))
                .statusCode(422)
                .body("detail", containsString("1 of these records"));

        assertThat(isHeld(events, there)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{",
                "{\"organisation\":\"RXN\"}",
                "{\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"reason\":\"r\"}",
                "{\"organisation\":\"RXN\",\"reason\":\" \",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"reason\":\"a\\u0000b\",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"reason\":\"a\\ud800b\",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"reason\":\"about 999 054 8609\",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"reason\":\"r\",\"reference\":\"9990548609\"}",
                "{\"organisation\":\"rxn!\",\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"organisation\":7,\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"nhs_number\":\"9990548600\",\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"decision_id\":\"7\",\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"records\":[],\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"records\":[null],\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"records\":[\"7\"],\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"patient\":\"Jane\",\"reason\":\"r\",\"reference\":\"c\"}",
                "{\"organisation\":\"RXN\",\"nhs_number\":\"9990548609\",\"reason\":\"r\",\"reference\":\"c\"}"
            })
    void whatCannotBeMeantIsRefusedAndNotRepeated(String body) {
        long before = holds();

        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/audit/holds")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(not(containsString(NUMBER)));

        assertThat(holds()).isEqualTo(before);
    }

    @Test
    void aReasonThatIsTooLongIsRefused() {
        Map<String, String> fits =
                Map.of("organisation", "RXQ", "reason", "r".repeat(1000), "reference", "c".repeat(100));
        place(People.regionalOfficer(), fits).statusCode(201);
        place(People.regionalOfficer(), Map.of("organisation", "RXQ", "reason", "r".repeat(1001), "reference", "c"))
                .statusCode(400);
        place(People.regionalOfficer(), Map.of("organisation", "RXQ", "reason", "r", "reference", "c".repeat(101)))
                .statusCode(400);
    }

    @Test
    void whatIsNoHoldCannotBeReleased() {
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(decision);

        release(People.regionalOfficer(), decision.id().toString(), "r").statusCode(404);
        release(People.regionalOfficer(), UUID.randomUUID().toString(), "r").statusCode(404);
        release(People.regionalOfficer(), "x", "r").statusCode(404);
        release(People.regionalOfficer(), UUID.randomUUID().toString(), " ").statusCode(400);
    }

    @Test
    void withoutThePatientRegisterNothingIsHeldByNumber() {
        AuditTestResource.FAILURE.set(500);
        try {
            place(People.regionalOfficer(), Map.of("nhs_number", NUMBER, "reason", "r", "reference", "c"))
                    .statusCode(503);
        } finally {
            AuditTestResource.FAILURE.set(0);
        }
    }

    /** Nothing is acknowledged that isn't in force; what was recorded all the same comes into force, as the answer says. */
    @Test
    void aHoldThatTheLedgerDoesNotTakeInTimeIsNotAcknowledged() throws Exception {
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(decision);
        Map<String, ?> body = Map.of("decision_id", decision.decision(), "reason", "r", "reference", "LATE");
        try (SlowLedger slow = new SlowLedger()) {
            place(People.regionalOfficer(), body)
                    .statusCode(503)
                    .body("detail", containsString("look at the list of holds"));
            assertThat(isHeld(events, decision)).isFalse();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isHeld(events, decision));
    }

    /** While this is open the sequencer waits for it, and the ledger takes nothing. */
    private static final class SlowLedger implements AutoCloseable {

        private final Connection connection;

        SlowLedger() throws SQLException {
            Config config = ConfigProvider.getConfig();
            connection = DriverManager.getConnection(
                    config.getValue("quarkus.datasource.jdbc.url", String.class),
                    config.getValue("concord.test.superuser.username", String.class),
                    config.getValue("concord.test.superuser.password", String.class));
            connection.setAutoCommit(false);
            connection.createStatement().execute("select epoch from sequencer for update");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private long holds() {
        return events.number("select count(*) from record where type = 'legal-hold'");
    }
}
