package uk.concord.audit.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static uk.concord.audit.hold.HoldRequests.isHeld;
import static uk.concord.audit.hold.HoldRequests.place;
import static uk.concord.audit.hold.HoldRequests.release;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

/** What holds cover, and who places and releases them. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class HoldTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void thoseWhoAnswerForTheRegionPlaceListAndRelease(String role) {
        String hold = place(
                        People.having(role),
                        Map.of("organisation", "RXQ", "reason", "A claim was announced.", "reference", "CL-2026-7"))
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("subject", equalTo(Map.of("organisation", "RXQ")))
                .body("reason", equalTo("A claim was announced."))
                .body("reference", equalTo("CL-2026-7"))
                .body("placed_at", notNullValue())
                .body("placed_by.subject", equalTo("subject-" + role))
                .body("released", nullValue())
                .extract()
                .path("id");
        People.having(role)
                .get("/audit/holds")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("holds[0].id", equalTo(hold))
                .body("holds.find { it.id == '" + hold + "' }.released", nullValue());

        release(People.having(role), hold, "It is settled.")
                .statusCode(200)
                .body("id", equalTo(hold))
                .body("released.reason", equalTo("It is settled."))
                .body("released.by.subject", equalTo("subject-" + role));

        People.having(role)
                .get("/audit/holds")
                .then()
                .body("holds.find { it.id == '" + hold + "' }.released.reason", equalTo("It is settled."));
        release(People.having(role), hold, "Again.")
                .statusCode(409)
                .body("detail", containsString("was released before"));
        Awaitility.await().until(() -> events.readings("subject-" + role, "read") >= 2);
    }

    @Test
    void aPatientIsHeldByIdAndPseudonymAndNeverByNumber() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies hers = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(hers, another);

        String hold = place(
                        People.regionalOfficer(),
                        Map.of("nhs_number", NUMBER, "reason", "A complaint.", "reference", "CO-1"))
                .statusCode(201)
                .body("subject.patient", equalTo(patient.toString()))
                .body("subject.pseudonym", notNullValue())
                .body(not(containsString(NUMBER)))
                .extract()
                .path("id");

        assertThat(isHeld(events, hers)).isTrue();
        assertThat(isHeld(events, another)).isFalse();
        assertThat(events.text(
                        "select convert_from(r.body, 'UTF8') from record r join leaf l on l.leaf_index = r.leaf_index"
                                + " where l.event_id = ?",
                        UUID.fromString(hold)))
                .doesNotContain(NUMBER);
        // What it is about may be a case against somebody, so it isn't on her list.
        People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .body("records.id", hasItem(hers.id().toString()))
                .body("records.id", not(hasItem(hold)));
        release(People.regionalOfficer(), hold, "It was answered.").statusCode(200);
        assertThat(isHeld(events, hers)).isFalse();
    }

    @Test
    void aDecisionAndRecordsAreHeld() {
        AuditBodies decided = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies named = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(decided, named, another);

        place(
                        People.regionalOfficer(),
                        Map.of("decision_id", decided.decision(), "reason", "An inquiry.", "reference", "I-1"))
                .statusCode(201);
        place(
                        People.regionalOfficer(),
                        Map.of("records", List.of(named.id(), named.id()), "reason", "An inquiry.", "reference", "I-1"))
                .statusCode(201)
                .body("subject.records", equalTo(List.of(named.id().toString())));

        assertThat(isHeld(events, decided)).isTrue();
        assertThat(isHeld(events, named)).isTrue();
        assertThat(isHeld(events, another)).isFalse();
    }
}
